import { describe, expect, it } from 'vitest'
import { boundedMap } from './bounded-map.ts'
import { memoryLiveEvents, memoryRateCounter, memoryShortCache } from './index.ts'

describe('memory variants stay small', () => {
  it('forgets the oldest entries first, by number and by weight', () => {
    const map = boundedMap<string>({
      maxEntries: 3,
      maxWeight: 10,
      weigh: (_, value) => value.length,
      now: () => 0,
    })
    for (const key of ['a', 'b', 'c', 'd']) map.set(key, 'x', 1)
    expect(map.get('a')).toBeUndefined()
    expect(map.get('b')).toMatchObject({ value: 'x' })
    map.set('e', 'x'.repeat(9), 1)
    expect([map.get('c'), map.get('d')?.value, map.get('e')?.value]).toEqual([
      undefined,
      'x',
      'x'.repeat(9),
    ])
    map.set('f', 'x'.repeat(11), 1)
    expect(map.size()).toBe(0)
    map.set('g', 'x'.repeat(10), 1)
    expect(map.get('g')?.value).toHaveLength(10)
  })

  it('counts a million keys without keeping them', async () => {
    const counter = memoryRateCounter({ maxKeys: 1_000 })
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < 1_000_000; i++) await counter.hit(`address ${i}`, 60_000)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50 * 2 ** 20)
    expect((await counter.hit('address 999999', 60_000)).count).toBe(2)
    expect((await counter.hit('address 0', 60_000)).count).toBe(1)
  })

  it('caches no more than it may', async () => {
    const cache = memoryShortCache({ maxCharacters: 1_000 })
    await cache.set('large', 'x'.repeat(2_000), 60)
    expect(await cache.get('large')).toBeUndefined()
    for (let i = 0; i < 100; i++) await cache.set(`${i}`, 'x'.repeat(100), 60)
    const kept = await Promise.all(Array.from({ length: 100 }, (_, i) => cache.get(`${i}`)))
    expect(kept.filter((value) => value !== undefined).length).toBe(9)
  })

  it('keeps no channel without listeners', async () => {
    const events = memoryLiveEvents()
    const heard: string[] = []
    const end = await events.subscribe('a', (message) => heard.push(message))
    await end()
    const again = await events.subscribe('a', (message) => heard.push(message))
    await end()
    await events.publish('a', '1')
    expect(heard).toEqual(['1'])
    await again()
  })
})
