import type { Ports } from '../ports.ts'
import {
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
  replaceRecoveryCodes,
} from './authenticator.ts'
import { finishSecondFactor } from './finish-second-factor.ts'
import { listFactors } from './list-factors.ts'

export type SecondFactors = ReturnType<typeof secondFactors>

export function secondFactors(ports: Ports) {
  return {
    list: listFactors(ports),
    begin: beginAuthenticator(ports),
    confirm: confirmAuthenticator(ports),
    remove: removeAuthenticator(ports),
    replaceRecoveryCodes: replaceRecoveryCodes(ports),
    finish: finishSecondFactor(ports),
  }
}
