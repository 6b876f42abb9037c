export { openRedis, type OpenRedisOptions, type RedisConnection } from './redis.ts'
export {
  memoryRateCounter,
  redisRateCounter,
  type MemoryRateCounterOptions,
} from './rate-counter.ts'
export { memoryShortCache, redisShortCache, type MemoryShortCacheOptions } from './short-cache.ts'
export { memoryLiveEvents, redisLiveEvents } from './live-events.ts'
