import type { Actor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import { toDeviceName } from './device-name.ts'
import type { ListedSession } from './session.ts'

export interface OwnSession extends Omit<ListedSession, 'id'> {
  /** The one that asks. */
  current: boolean
  /** What people call the device. */
  device: string
}

/** The account's sessions that run, the one seen last first. */
export function listSessions({ store, now, settings }: Pick<Ports, 'store' | 'now' | 'settings'>) {
  return async ({ accountId, sessionId }: Actor): Promise<OwnSession[]> => {
    const sessions = await store.sessions.list(accountId, now(), settings.session.idle)
    return sessions.map(({ id, ...session }) => ({
      ...session,
      current: id === sessionId,
      device: toDeviceName(session.userAgent),
    }))
  }
}
