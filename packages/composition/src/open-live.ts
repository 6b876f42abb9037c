import {
  memoryLiveEvents,
  memoryRateCounter,
  memoryShortCache,
  openRedis,
  redisLiveEvents,
  redisRateCounter,
  redisShortCache,
} from '@phrm/adapter-redis'
import type { LiveEvents, RateCounter, ShortCache } from '@phrm/core'

export interface OpenLive {
  rateCounter: RateCounter
  cache: ShortCache
  events: LiveEvents
  close(): Promise<void>
}

/** What may be forgotten: in Redis when there is one, so that several processes share it, else in this process. */
export function openLive(redisUrl: string | undefined, onError: (error: Error) => void): OpenLive {
  if (redisUrl === undefined) {
    return {
      rateCounter: memoryRateCounter(),
      cache: memoryShortCache(),
      events: memoryLiveEvents(),
      close: async () => {},
    }
  }
  const redis = openRedis(redisUrl, {
    onChange: (state, reason) => state === 'lost' && onError(new Error(`Redis is away: ${reason}`)),
  })
  return {
    rateCounter: redisRateCounter(redis),
    cache: redisShortCache(redis),
    events: redisLiveEvents(redis),
    close: () => redis.close(),
  }
}
