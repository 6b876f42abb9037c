import type { Ports } from '../ports.ts'
import { authenticate } from './authenticate.ts'
import { endAllSessions, endOtherSessions, endSession } from './end-sessions.ts'
import { listSessions } from './list-sessions.ts'
import { logIn } from './log-in.ts'
import { logOut } from './log-out.ts'
import { reauthenticate } from './reauthenticate.ts'
import { refreshSession } from './refresh.ts'

export type Sessions = ReturnType<typeof sessions>

export function sessions(ports: Ports) {
  return {
    logIn: logIn(ports),
    refresh: refreshSession(ports),
    reauthenticate: reauthenticate(ports),
    logOut: logOut(ports),
    list: listSessions(ports),
    end: endSession(ports),
    endOthers: endOtherSessions(ports),
    endAll: endAllSessions(ports),
    authenticate: authenticate(ports),
  }
}
