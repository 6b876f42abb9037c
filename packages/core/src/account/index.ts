import type { Ports } from '../ports.ts'
import { addAdministrator } from './add-administrator.ts'
import { getProfile, updateProfile } from './profile.ts'
import { getRegistration, register } from './register.ts'

export type Accounts = ReturnType<typeof accounts>

export function accounts(ports: Ports) {
  return {
    registration: getRegistration(ports),
    register: register(ports),
    addAdministrator: addAdministrator(ports),
    profile: getProfile(ports),
    updateProfile: updateProfile(ports),
  }
}
