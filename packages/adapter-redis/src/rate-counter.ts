import type { RateCounter } from '@phrm/core'
import { boundedMap } from './bounded-map.ts'
import type { RedisConnection } from './redis.ts'

export interface MemoryRateCounterOptions {
  /** Keys that are counted at once; beyond, the oldest windows are forgotten. */
  maxKeys?: number
  /** Milliseconds. */
  now?: () => number
}

/** Counts for this process. */
export function memoryRateCounter({
  maxKeys = 100_000,
  now = Date.now,
}: MemoryRateCounterOptions = {}): RateCounter {
  const windows = boundedMap<{ count: number }>({ maxEntries: maxKeys, now })
  return {
    hit(key, windowMs) {
      const found = windows.get(key)
      const window = found ?? { value: { count: 0 }, until: now() + windowMs }
      if (!found) windows.set(key, window.value, window.until)
      const count = ++window.value.count
      return Promise.resolve({ count, remainingMs: Math.max(1, window.until - now()) })
    },
  }
}

/** Counts for all processes; for this one alone while Redis does not answer. */
export function redisRateCounter(
  redis: RedisConnection,
  own: RateCounter = memoryRateCounter(),
): RateCounter {
  return {
    async hit(key, windowMs) {
      // Counted here as well, so that whoever was over the limit stays so when Redis dies.
      const [counted, ownCount] = await Promise.all([
        redis.ask((client) => hitRedis(client, `${redis.prefix}rate:${key}`, windowMs)),
        own.hit(key, windowMs),
      ])
      return counted ?? ownCount
    },
  }
}

type Client = Parameters<Parameters<RedisConnection['ask']>[0]>[0]

/** In one step, so that no window can be left without an end. */
const script = `
local count = redis.call('INCR', KEYS[1])
local remaining = redis.call('PTTL', KEYS[1])
if remaining < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  remaining = ARGV[1]
end
return { count, tonumber(remaining) }`

async function hitRedis(client: Client, key: string, windowMs: number) {
  const window = Math.max(1, Math.round(windowMs))
  const [count, remaining] = (await client.eval(script, 1, key, window)) as [number, number]
  return { count, remainingMs: Math.max(1, remaining) }
}
