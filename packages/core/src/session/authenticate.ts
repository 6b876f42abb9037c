import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { Session } from './session.ts'

/** Seconds for which a found session need not be looked up again; ending it clears the entry at once. */
const cacheSeconds = 30

export const sessionCacheKey = (id: string): string => `session:${id}`
export const endedKey = (id: string): string => `session-ended:${id}`

type Needs = Pick<Ports, 'store' | 'cache' | 'now' | 'settings'>

/** Turns the claims of a valid access token into the one who asks, if the session behind them still runs. */
export function authenticate({ store, cache, now, settings }: Needs) {
  return async ({ accountId, sessionId }: Claims): Promise<Actor> => {
    const session = (await fromCache(sessionId)) ?? (await fromStore(sessionId))
    if (session?.accountId !== accountId)
      throw new DomainError('unauthenticated', 'Please sign in.')
    const authenticatedAt = new Date(session.authenticatedAt)
    const deletionDueAt = session.deletionDueAt ? new Date(session.deletionDueAt) : undefined
    return { accountId, isAdmin: session.isAdmin, sessionId, authenticatedAt, deletionDueAt }
  }

  async function fromCache(id: string): Promise<CachedSession | undefined> {
    const text = await cache.get(sessionCacheKey(id))
    const session = text === undefined ? undefined : (JSON.parse(text) as CachedSession)
    return session && session.expiresAt > now().getTime() ? session : undefined
  }

  async function fromStore(id: string): Promise<CachedSession | undefined> {
    const session = await store.sessions.find(id, now())
    if (!session) return undefined
    const { accountId, isAdmin, authenticatedAt } = session
    const cached = {
      accountId,
      isAdmin,
      expiresAt: endOf(session),
      authenticatedAt: authenticatedAt.getTime(),
      deletionDueAt: (await store.deletions.find(accountId))?.getTime(),
    }
    if (cached.expiresAt <= now().getTime()) return undefined
    const key = sessionCacheKey(id)
    await cache.set(key, JSON.stringify(cached), cacheSeconds)
    // It may have ended since it was found: who ends one marks it before clearing the cache.
    if ((await cache.get(endedKey(id))) === undefined) return cached
    await cache.delete(key)
    return undefined
  }

  /** Milliseconds since 1970. */
  function endOf({ expiresAt, lastSeenAt, remember }: Session): number {
    const idle = remember ? Infinity : lastSeenAt.getTime() + settings.session.idle * 1000
    return Math.min(expiresAt.getTime(), idle)
  }
}

export interface Claims {
  accountId: number
  sessionId: string
}

interface CachedSession {
  accountId: number
  isAdmin: boolean
  /** Milliseconds since 1970, all of them. */
  expiresAt: number
  authenticatedAt: number
  deletionDueAt?: number | undefined
}
