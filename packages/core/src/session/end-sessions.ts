import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { endedKey, sessionCacheKey } from './authenticate.ts'

type Needs = Pick<Ports, 'store' | 'cache'>

/** Ends every session of the account but the one of `keep`, everywhere and at once. Answers how many there were. */
export function endAllSessions({ store, cache }: Needs) {
  return async (accountId: number, { keep }: { keep?: string | undefined } = {}): Promise<number> =>
    forgetAll(cache, await store.sessions.endOf(accountId, { keep }))
}

/** Ends one of one's own, by the number that it is listed with. */
export function endSession({ store, cache }: Needs) {
  return async (actor: Actor, number: number): Promise<void> => {
    const ended = await store.sessions.endOf(actor.accountId, { number })
    if (ended.length === 0) throw notFound()
    await forgetAll(cache, ended)
    await noteEnd(store, actor)
  }
}

/** Ends all of one's own but the one that asks. */
export function endOtherSessions({ store, cache }: Needs) {
  return async (actor: Actor): Promise<void> => {
    const ended = await endAllSessions({ store, cache })(actor.accountId, { keep: actor.sessionId })
    if (ended > 0) await noteEnd(store, actor)
  }
}

async function noteEnd(store: Ports['store'], actor: Actor): Promise<void> {
  await store.as(actor, ({ audit }) => audit.write({ action: 'session.end' }))
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
