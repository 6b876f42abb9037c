import type { ShortCache } from '@phrm/core'
import { boundedMap } from './bounded-map.ts'
import type { RedisConnection } from './redis.ts'

export interface MemoryShortCacheOptions {
  maxEntries?: number
  /** Characters of all keys and values together; 16 Mi unless told. */
  maxCharacters?: number
  /** Milliseconds. */
  now?: () => number
}

/** For this process alone. */
export function memoryShortCache({
  maxEntries = 50_000,
  maxCharacters = 16 * 2 ** 20,
  now = Date.now,
}: MemoryShortCacheOptions = {}): ShortCache {
  const weigh = (key: string, value: string) => key.length + value.length
  const values = boundedMap<string>({ maxEntries, maxWeight: maxCharacters, weigh, now })
  return {
    get: (key) => Promise.resolve(values.get(key)?.value),
    set(key, value, ttlSeconds) {
      values.set(key, value, now() + ttlSeconds * 1000)
      return Promise.resolve()
    },
    delete(key) {
      values.delete(key)
      return Promise.resolve()
    },
  }
}

/** Deletions that wait for Redis; beyond, the oldest are forgotten and end by their own time. */
const maxOwed = 10_000

/** For all processes. While Redis does not answer it holds nothing. */
export function redisShortCache(redis: RedisConnection): ShortCache {
  const named = (key: string) => `${redis.prefix}cache:${key}`
  // What could not be deleted: a session that was ended must not come back together with Redis.
  const owed = new Set<string>()

  async function payOwed(): Promise<void> {
    if (owed.size === 0) return
    const keys = [...owed]
    const deleted = await redis.ask((client) => client.del(...keys))
    if (deleted !== undefined) for (const key of keys) owed.delete(key)
  }

  function owe(key: string): void {
    owed.add(key)
    for (const oldest of owed) {
      if (owed.size <= maxOwed) break
      owed.delete(oldest)
    }
  }

  return {
    async get(key) {
      await payOwed()
      if (owed.has(named(key))) return undefined
      return (await redis.ask((client) => client.get(named(key)))) ?? undefined
    },
    async set(key, value, ttlSeconds) {
      const ms = Math.round(ttlSeconds * 1000)
      if (ms < 1) return this.delete(key)
      await payOwed()
      const stored = await redis.ask((client) => client.set(named(key), value, 'PX', ms))
      // It may hold an older value, which this one should have replaced.
      if (stored === undefined) owe(named(key))
    },
    async delete(key) {
      owe(named(key))
      await payOwed()
    },
  }
}
