import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { sessionCacheKey } from './authenticate.ts'
import type { Session } from './session.ts'
import type { Device, SignedIn } from './start-session.ts'

/** Exchanges the refresh token for its successor. One that comes twice was stolen: its session ends. */
export function refreshSession({ store, cache, now, newToken, hashToken, settings }: Ports) {
  return async (refreshToken: string, device: Device): Promise<SignedIn> => {
    const next = newToken()
    const result = await store.sessions.rotate(hashToken(refreshToken), hashToken(next), now())
    if (result === 'reused') await store.securityEvents.write({ type: 'refresh-reused', ...device })
    if (result === 'unknown' || result === 'reused') throw signInAgain()
    const { session } = result
    if (isIdle(session)) {
      await store.sessions.end(session.id)
      await cache.delete(sessionCacheKey(session.id))
      throw signInAgain()
    }
    const account = await store.accounts.find(session.accountId)
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
    return !remember && now().getTime() - lastSeenAt.getTime() > settings.session.idle * 1000
  }
}

function signInAgain(): DomainError {
  return new DomainError('unauthenticated', 'Please sign in again.')
}
