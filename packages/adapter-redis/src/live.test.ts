import { randomUUID } from 'node:crypto'
import {
  describeLiveEventsContract,
  describeRateCounterContract,
  describeShortCacheContract,
  type OpenedTwice,
} from '@phrm/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRedisServer, startRedisServer, type RedisServer } from '../testing/redis-server.ts'
import {
  memoryLiveEvents,
  memoryRateCounter,
  memoryShortCache,
  openRedis,
  redisLiveEvents,
  redisRateCounter,
  redisShortCache,
  type RedisConnection,
} from './index.ts'

describeRateCounterContract('memory', inMemory(memoryRateCounter))
describeShortCacheContract('memory', inMemory(memoryShortCache))
describeLiveEventsContract('memory', inMemory(memoryLiveEvents))

const given = process.env.REDIS_URL
const source = given ? 'REDIS_URL' : 'own server'
let own: RedisServer | undefined

describe.skipIf(!given && !hasRedisServer())(`with Redis (${source})`, () => {
  beforeAll(async () => void (own = given ? undefined : await startRedisServer()))
  afterAll(() => own?.kill())

  describeRateCounterContract('Redis', inRedis(redisRateCounter))
  describeShortCacheContract('Redis', inRedis(redisShortCache))
  describeLiveEventsContract('Redis', inRedis(redisLiveEvents))
})

it.runIf(process.env.PHRM_REQUIRE_REDIS === '1')(
  'REDIS_URL is set, as PHRM_REQUIRE_REDIS asks',
  () => expect(given).toBeTruthy(),
)

function inMemory<T>(create: () => T): () => Promise<OpenedTwice<T>> {
  return () => {
    const here = create()
    return Promise.resolve({ here, there: here, close: () => Promise.resolve() })
  }
}

function inRedis<T>(create: (redis: RedisConnection) => T): () => Promise<OpenedTwice<T>> {
  return async () => {
    const url = given ?? own?.url ?? ''
    const prefix = `phrm-test-${randomUUID()}:`
    const connections = [openRedis(url, { prefix }), openRedis(url, { prefix })] as const
    const [here, there] = connections.map((redis) => create(redis)) as [T, T]
    expect(await Promise.all(connections.map(({ opened }) => opened))).toEqual([true, true])
    // Subscriptions of both connections are under way and need one round trip.
    await new Promise((resolve) => setTimeout(resolve, 50))
    return {
      here,
      there,
      close: async () => void (await Promise.all(connections.map((redis) => redis.close()))),
    }
  }
}
