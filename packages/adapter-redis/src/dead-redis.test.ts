import { createServer, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasRedisServer, startRedisServer, type RedisServer } from '../testing/redis-server.ts'
import { openRedis, redisLiveEvents, redisRateCounter, redisShortCache } from './index.ts'

const minute = 60_000

describe.skipIf(!hasRedisServer())('when Redis dies (needs redis-server)', () => {
  let server: RedisServer
  let changes: string[]
  let open: ReturnType<typeof openAll>

  beforeEach(async () => {
    changes = []
    server = await startRedisServer()
    open = openAll(server.url, changes)
    await open.redis.opened
  })
  afterEach(async () => {
    await open.redis.close()
    server.thaw()
    await server.kill()
  })

  it.for(['kill', 'freeze'] as const)('%s: limits hold and nobody waits', async (end) => {
    for (let i = 0; i < 5; i++) await open.counter.hit('a', minute)
    await server[end]()
    const took: number[] = []
    for (let i = 6; i <= 40; i++) {
      const { value, ms } = await timed(() => open.counter.hit('a', minute))
      expect(value.count).toBe(i)
      took.push(ms)
    }
    expect(Math.max(...took)).toBeLessThan(500)
    expect(took.reduce((sum, ms) => sum + ms)).toBeLessThan(1_000)
  })

  it.for(['kill', 'freeze'] as const)('%s: 200 hits at once wait together', async (end) => {
    await server[end]()
    const { ms } = await timed(() =>
      Promise.all(Array.from({ length: 200 }, (_, i) => open.counter.hit(`a${i}`, minute))),
    )
    expect(ms).toBeLessThan(500)
  })

  it.for(['kill', 'freeze'] as const)('%s: the cache is empty and takes anything', async (end) => {
    await open.cache.set('a', '1', 60)
    await server[end]()
    const { value, ms } = await timed(() => open.cache.get('a'))
    expect(value).toBeUndefined()
    expect(ms).toBeLessThan(500)
    const rest = await timed(async () => {
      await open.cache.set('b', '1', 60)
      await open.cache.delete('a')
    })
    expect(rest.ms).toBeLessThan(500)
  })

  it.for(['kill', 'freeze'] as const)(
    '%s: this process still hears its own events',
    async (end) => {
      const heard: string[] = []
      await open.events.subscribe('a', (message) => heard.push(message))
      await server[end]()
      const { ms } = await timed(() => open.events.publish('a', '1'))
      expect(heard).toEqual(['1'])
      expect(ms).toBeLessThan(500)
    },
  )

  it('what was deleted while Redis was frozen does not come back with it', async () => {
    await open.cache.set('session', 'valid', 60)
    await open.cache.set('other', 'valid', 60)
    server.freeze()
    await open.cache.get('other')
    await open.cache.delete('session')
    server.thaw()
    await expect.poll(() => open.cache.get('other'), { timeout: 5_000 }).toBe('valid')
    expect(await open.cache.get('session')).toBeUndefined()
    const elsewhere = openAll(server.url, [])
    await elsewhere.redis.opened
    expect(await elsewhere.cache.get('session')).toBeUndefined()
    await elsewhere.redis.close()
  })

  it('a value that could not be replaced does not come back either', async () => {
    await open.cache.set('a', 'old', 60)
    server.freeze()
    await open.cache.get('a')
    await open.cache.set('a', 'new', 60)
    server.thaw()
    await expect.poll(() => open.redis.isReady(), { timeout: 5_000 }).toBe(true)
    expect(await open.cache.get('a')).not.toBe('old')
  })

  it('is used again soon after it is back, by subscriptions too', async () => {
    const heard: string[] = []
    await open.events.subscribe('a', (message) => heard.push(message))
    await server.kill()
    await expect.poll(() => open.redis.isReady()).toBe(false)
    await server.start()
    const { ms } = await timed(() =>
      expect.poll(() => open.redis.isReady(), { timeout: 5_000, interval: 10 }).toBe(true),
    )
    expect(ms).toBeLessThan(1_500)
    expect(changes).toEqual(['ready', 'lost', 'ready'])
    const elsewhere = openAll(server.url, [])
    await elsewhere.redis.opened
    await expect
      .poll(async () => (await elsewhere.events.publish('a', 'hello'), heard.length), {
        timeout: 5_000,
      })
      .toBeGreaterThan(0)
    await elsewhere.redis.close()
  })

  it('a frozen server is used again after it thaws', async () => {
    server.freeze()
    await open.counter.hit('a', minute)
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    server.thaw()
    await expect.poll(() => open.redis.isReady(), { timeout: 5_000 }).toBe(true)
    await open.cache.set('b', '1', 60)
    expect(await open.cache.get('b')).toBe('1')
  })
})

describe('when there is no Redis', () => {
  it('opens at once and works within the process', async () => {
    const changes: unknown[] = []
    const url = `redis://:secret@127.0.0.1:${await closedPort()}`
    const redis = openRedis(url, { onChange: (...change) => changes.push(change) })
    const counter = redisRateCounter(redis)
    expect(await redis.opened).toBe(false)
    expect(redis.isReady()).toBe(false)
    expect((await counter.hit('a', minute)).count).toBe(1)
    expect((await counter.hit('a', minute)).count).toBe(2)
    expect(await redisShortCache(redis).get('a')).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(changes).toEqual([['lost', 'ECONNREFUSED']])
    await redis.close()
  })
})

function openAll(url: string, changes: string[]) {
  const redis = openRedis(url, {
    onChange: (state) => changes.push(state),
  })
  return {
    redis,
    counter: redisRateCounter(redis),
    cache: redisShortCache(redis),
    events: redisLiveEvents(redis),
  }
}

async function timed<T>(act: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now()
  const value = await act()
  return { value, ms: performance.now() - started }
}

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
