import type { Ports } from '../ports.ts'
import { endedKey, sessionCacheKey } from './authenticate.ts'

type Needs = Pick<Ports, 'store' | 'cache'>

/** Ends every session of the account but the one of `keep`, everywhere and at once. Answers how many there were. */
export function endAllSessions({ store, cache }: Needs) {
  return async (accountId: number, { keep }: { keep?: string | undefined } = {}): Promise<number> =>
    forgetAll(cache, await store.sessions.endOf(accountId, { keep }))
}

/** Ends one by the number that its account knows it by; false when it has none like that. */
export function endSession({ store, cache }: Needs) {
  return async (accountId: number, number: number): Promise<boolean> =>
    (await forgetAll(cache, await store.sessions.endOf(accountId, { number }))) > 0
}

async function forgetAll(cache: Ports['cache'], ids: string[]): Promise<number> {
  await Promise.all(ids.map((id) => forgetSession(cache, id)))
  return ids.length
}

/**
 * After the session has ended in the database: no access token of it counts from here on. The mark is for a request that found it
 * running a moment ago and is about to put it into the cache.
 */
export async function forgetSession(cache: Ports['cache'], id: string): Promise<void> {
  await cache.set(endedKey(id), '1', endedSeconds)
  await cache.delete(sessionCacheKey(id))
}

/** Longer than a question to the database may take. */
const endedSeconds = 60
