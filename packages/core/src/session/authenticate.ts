import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'

/** Seconds for which a found session need not be looked up again; ending it clears the entry at once. */
const cacheSeconds = 30

export const sessionCacheKey = (id: string): string => `session:${id}`

type Needs = Pick<Ports, 'store' | 'cache' | 'now'>

/** Turns the claims of a valid access token into the one who asks, if the session behind them still runs. */
export function authenticate({ store, cache, now }: Needs) {
  return async ({ accountId, sessionId }: Claims): Promise<Actor> => {
    const session = (await fromCache(sessionId)) ?? (await fromStore(sessionId))
    if (session?.accountId !== accountId)
      throw new DomainError('unauthenticated', 'Please sign in.')
    const authenticatedAt = new Date(session.authenticatedAt)
    return { accountId, isAdmin: session.isAdmin, sessionId, authenticatedAt }
  }

  async function fromCache(id: string): Promise<CachedSession | undefined> {
    const text = await cache.get(sessionCacheKey(id))
    const session = text === undefined ? undefined : (JSON.parse(text) as CachedSession)
    return session && session.expiresAt > now().getTime() ? session : undefined
  }

  async function fromStore(id: string): Promise<CachedSession | undefined> {
    const session = await store.sessions.find(id, now())
    if (!session) return undefined
    const { accountId, isAdmin, expiresAt, authenticatedAt } = session
    const cached = {
      accountId,
      isAdmin,
      expiresAt: expiresAt.getTime(),
      authenticatedAt: authenticatedAt.getTime(),
    }
    await cache.set(sessionCacheKey(id), JSON.stringify(cached), cacheSeconds)
    return cached
  }
}

export interface Claims {
  accountId: number
  sessionId: string
}

interface CachedSession {
  accountId: number
  isAdmin: boolean
  /** Milliseconds since 1970, both. */
  expiresAt: number
  authenticatedAt: number
}
