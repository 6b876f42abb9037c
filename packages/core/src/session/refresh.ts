import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { forgetSession } from './end-sessions.ts'
import type { Session } from './session.ts'
import type { Device, SignedIn } from './start-session.ts'

/**
 * Exchanges the refresh token for its successor. One that comes twice was stolen: its session ends, and every token of it. Tabs
 * that come with the same one at the same time are given the same successor, which is why it is derived and not random.
 */
export function refreshSession(ports: Ports) {
  const { store, cache, now, fingerprint, hashToken, settings } = ports

  return async (refreshToken: string, { ip, userAgent }: Device): Promise<SignedIn> => {
    const next = fingerprint(`successor of refresh token ${refreshToken}`)
    const result = await store.sessions.rotate(hashToken(refreshToken), hashToken(next), now())
    if (result.outcome === 'unknown') throw signInAgain()
    const { session } = result
    const { accountId } = session
    if (result.outcome === 'reused') {
      await forgetSession(cache, session.id)
      await store.securityEvents.write({ type: 'authn_token_reuse', accountId, ip, userAgent })
      throw signInAgain()
    }
    if (isIdle(session)) {
      await store.sessions.end(session.id)
      await forgetSession(cache, session.id)
      throw signInAgain()
    }
    const account = await store.accounts.find(accountId)
    if (!account) throw signInAgain()
    return {
      account,
      sessionId: session.id,
      refreshToken: next,
      refreshExpiresAt: session.expiresAt,
      remember: session.remember,
    }
  }

  /** `lastSeenAt` is the refresh before this one: access tokens live shorter than the idle time. */
  function isIdle({ remember, lastSeenAt }: Session): boolean {
    return !remember && now().getTime() - lastSeenAt.getTime() >= settings.session.idle * 1000
  }
}

export function signInAgain(): DomainError {
  return new DomainError('unauthenticated', 'Please sign in again.')
}
