import type { Ports } from '../ports.ts'
import { addPasskey, beginPasskey } from './add-passkey.ts'
import { removePasskey, renamePasskey } from './change-passkey.ts'
import { askForPasskey, signInByPasskey } from './sign-in-by-passkey.ts'

export type Passkeys = ReturnType<typeof passkeys>

export function passkeys(ports: Ports) {
  return {
    begin: beginPasskey(ports),
    add: addPasskey(ports),
    rename: renamePasskey(ports),
    remove: removePasskey(ports),
    ask: askForPasskey(ports),
    signIn: signInByPasskey(ports),
  }
}
