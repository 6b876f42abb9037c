import type { Ports } from '../ports.ts'
import { forgetSession } from './end-sessions.ts'

type Needs = Pick<Ports, 'store' | 'cache' | 'hashToken'>

/** Logging out without a session, or twice, is no error. */
export function logOut({ store, cache, hashToken }: Needs) {
  return async (refreshToken: string | undefined): Promise<void> => {
    if (refreshToken === undefined) return
    const session = await store.sessions.endByRefreshHash(hashToken(refreshToken))
    if (!session) return
    await forgetSession(cache, session.id)
    await store.as({ accountId: session.accountId, sessionId: session.id }, ({ audit }) =>
      audit.write({ action: 'session.end' }),
    )
  }
}
