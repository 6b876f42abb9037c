import type { Actor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import { forgetSession } from './end-sessions.ts'
import { signInAgain } from './refresh.ts'
import type { Device, SignedIn } from './start-session.ts'

/**
 * After a new proof of who sits there: the same session under another id and refresh token, so that who had read the old ones is
 * out. It ends when it would have ended before.
 */
export function renewSession({ store, cache, now, newToken, hashToken }: Ports) {
  return async (actor: Actor, { ip, userAgent }: Device): Promise<SignedIn> => {
    if (actor.sessionId === undefined) throw signInAgain()
    const [id, refreshToken] = [newToken(), newToken()]
    const next = { id, refreshHash: hashToken(refreshToken) }
    const session = await store.sessions.renew(actor.sessionId, next, now())
    const account = session && (await store.accounts.find(session.accountId))
    if (!account) throw signInAgain()
    await forgetSession(cache, actor.sessionId)
    await store.as({ accountId: account.id, sessionId: id }, ({ audit }) =>
      audit.event({ type: 'session_renewed', ip, userAgent }),
    )
    const { expiresAt: refreshExpiresAt, remember } = session
    return { account, sessionId: id, refreshToken, refreshExpiresAt, remember }
  }
}
