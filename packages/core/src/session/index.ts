import type { Ports } from '../ports.ts'
import { authenticate } from './authenticate.ts'
import { logIn } from './log-in.ts'
import { logOut } from './log-out.ts'
import { refreshSession } from './refresh.ts'

export type Sessions = ReturnType<typeof sessions>

export function sessions(ports: Ports) {
  return {
    logIn: logIn(ports),
    refresh: refreshSession(ports),
    logOut: logOut(ports),
    authenticate: authenticate(ports),
  }
}
