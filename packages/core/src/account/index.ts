import type { Ports } from '../ports.ts'
import { addAdministrator } from './add-administrator.ts'
import { changePassword } from './change-password.ts'
import { changeEmail, confirmEmail, verifyEmail } from './email.ts'
import { getInvitation } from './find-invitation.ts'
import { askForReset } from './forgot-password.ts'
import { getProfile, updateProfile } from './profile.ts'
import { confirmRegistration } from './register-by-letter.ts'
import { getRegistration, register } from './register.ts'
import { makeResetLink, makeResetLinkFor } from './reset-link.ts'
import { resetPassword } from './reset-password.ts'

export type Accounts = ReturnType<typeof accounts>

export function accounts(ports: Ports) {
  return {
    registration: getRegistration(ports),
    register: register(ports),
    invitation: getInvitation(ports),
    confirmRegistration: confirmRegistration(ports),
    addAdministrator: addAdministrator(ports),
    changePassword: changePassword(ports),
    profile: getProfile(ports),
    updateProfile: updateProfile(ports),
    askForReset: askForReset(ports),
    resetPassword: resetPassword(ports),
    makeResetLink: makeResetLink(ports),
    makeResetLinkFor: makeResetLinkFor(ports),
    changeEmail: changeEmail(ports),
    verifyEmail: verifyEmail(ports),
    confirmEmail: confirmEmail(ports),
  }
}
