import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LiveEvents, RateCounter, ShortCache } from '../src/index.ts'

/** One thing as two processes see it; of a thing that is kept in memory, twice the same. */
export interface OpenedTwice<T> {
  here: T
  there: T
  close(): Promise<void>
}

export function describeRateCounterContract(
  name: string,
  open: () => Promise<OpenedTwice<RateCounter>>,
): void {
  describe(`rate counter: ${name}`, () => {
    const opened = openEach(open)

    it('counts each key for itself, for all processes together', async () => {
      const { here, there } = opened()
      expect((await here.hit('a', 60_000)).count).toBe(1)
      expect((await there.hit('a', 60_000)).count).toBe(2)
      expect((await here.hit('b', 60_000)).count).toBe(1)
      expect((await here.hit('a', 60_000)).count).toBe(3)
    })

    it('gives each of many simultaneous hits a number of its own', async () => {
      const { here, there } = opened()
      const hits = Array.from({ length: 300 }, (_, i) => (i % 2 ? here : there).hit('a', 60_000))
      const counts = (await Promise.all(hits)).map(({ count }) => count).sort((a, b) => a - b)
      expect(counts).toEqual(Array.from({ length: 300 }, (_, i) => i + 1))
    })

    it('says how long the window lasts, and later hits do not lengthen it', async () => {
      const { here } = opened()
      const first = await here.hit('a', 5_000)
      expect(first.remainingMs).toBeGreaterThan(4_000)
      expect(first.remainingMs).toBeLessThanOrEqual(5_000)
      await pass(120)
      expect((await here.hit('a', 5_000)).remainingMs).toBeLessThanOrEqual(first.remainingMs - 100)
    })

    it('begins a new window when the former ended', async () => {
      const { here } = opened()
      await here.hit('a', 150)
      expect((await here.hit('a', 150)).count).toBe(2)
      await pass(250)
      expect((await here.hit('a', 150)).count).toBe(1)
    })

    it('takes keys of any form', async () => {
      const { here } = opened()
      for (const key of ['', '::1|POST /a b', 'ż\u0000\n"', 'k'.repeat(5_000), '__proto__'])
        expect((await here.hit(key, 60_000)).count).toBe(1)
    })
  })
}

export function describeShortCacheContract(
  name: string,
  open: () => Promise<OpenedTwice<ShortCache>>,
): void {
  describe(`short cache: ${name}`, () => {
    const opened = openEach(open)

    it('keeps what was set, for all processes', async () => {
      const { here, there } = opened()
      expect(await there.get('a')).toBeUndefined()
      await here.set('a', 'Zażółć 🫀\u0000', 60)
      expect(await there.get('a')).toBe('Zażółć 🫀\u0000')
      await there.set('a', '', 60)
      expect(await here.get('a')).toBe('')
      expect(await here.get('__proto__')).toBeUndefined()
    })

    it('forgets what was deleted, and deletes twice without complaint', async () => {
      const { here, there } = opened()
      await here.set('a', '1', 60)
      await there.delete('a')
      await there.delete('a')
      expect(await here.get('a')).toBeUndefined()
      await there.set('a', '2', 60)
      expect(await there.get('a')).toBe('2')
    })

    it('forgets after the time given', async () => {
      const { here } = opened()
      await here.set('a', '1', 0.15)
      await here.set('b', '1', 60)
      expect(await here.get('a')).toBe('1')
      await pass(250)
      expect(await here.get('a')).toBeUndefined()
      expect(await here.get('b')).toBe('1')
    })

    it('keeps nothing for no time, and drops what was there', async () => {
      const { here } = opened()
      await here.set('a', '1', 60)
      await here.set('a', '2', 0)
      expect(await here.get('a')).toBeUndefined()
    })
  })
}

export function describeLiveEventsContract(
  name: string,
  open: () => Promise<OpenedTwice<LiveEvents>>,
): void {
  describe(`live events: ${name}`, () => {
    const opened = openEach(open)

    it('tells every listener of the channel once, in order, in all processes', async () => {
      const { here, there } = opened()
      const heard: string[] = []
      await here.subscribe('a', (message) => heard.push(`here ${message}`))
      await there.subscribe('a', (message) => heard.push(`there ${message}`))
      await there.subscribe('b', (message) => heard.push(`b ${message}`))
      await here.publish('a', '1 ż🫀\n')
      await here.publish('a', '2')
      await expect.poll(() => heard.length).toBe(4)
      await pass(50)
      for (const place of ['here', 'there'])
        expect(heard.filter((text) => text.startsWith(place))).toEqual([
          `${place} 1 ż🫀\n`,
          `${place} 2`,
        ])
      expect(heard).toHaveLength(4)
    })

    it('tells a listener as often as it subscribed, until it ended that subscription', async () => {
      const { here, there } = opened()
      let heard = 0
      const listener = () => void heard++
      const end = await here.subscribe('a', listener)
      await here.subscribe('a', listener)
      await there.publish('a', '1')
      await expect.poll(() => heard).toBe(2)
      await end()
      await end()
      await there.publish('a', '2')
      await expect.poll(() => heard).toBe(3)
      await pass(50)
      expect(heard).toBe(3)
    })

    it('lets no listener disturb another, nor whoever publishes', async () => {
      const { here, there } = opened()
      let heard = 0
      await here.subscribe('a', () => {
        throw new Error('broken')
      })
      await here.subscribe('a', () => void heard++)
      await here.publish('a', '1')
      await there.publish('a', '2')
      await expect.poll(() => heard).toBe(2)
    })
  })
}

function openEach<T>(open: () => Promise<OpenedTwice<T>>): () => OpenedTwice<T> {
  let opened: OpenedTwice<T>
  beforeEach(async () => void (opened = await open()))
  afterEach(() => opened.close())
  return () => opened
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
