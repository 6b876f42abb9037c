import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someSession,
} from '../../testing/ports-under-test.ts'
import { authenticate, endedKey, sessionCacheKey } from './authenticate.ts'
import type { Session } from './session.ts'

const claims = { accountId: 7, sessionId: 'sid' }
const key = sessionCacheKey('sid')

function house(session?: Session, deletionDueAt?: Date) {
  const asked: unknown[] = []
  const clock = { now: noon }
  const rest = portsUnderTest({
    now: () => clock.now,
    store: {
      sessions: { find: async (...question) => (asked.push(question), session) },
      deletions: { find: async (id) => (id === 7 ? deletionDueAt : undefined) },
    },
  })
  return { ...rest, asked, clock, ask: authenticate(rest.ports) }
}

describe('who asks', () => {
  it('is told with what a use case has to know', async () => {
    const { ask, asked } = house(someSession({ isAdmin: true, authenticatedAt: after(-60) }))
    expect(await ask(claims)).toEqual({
      accountId: 7,
      isAdmin: true,
      sessionId: 'sid',
      authenticatedAt: after(-60),
      deletionDueAt: undefined,
    })
    expect(asked).toEqual([['sid', noon]])
  })

  it('is nobody without a session, and nobody with the session of another account', async () => {
    expect(await refusalOf(house().ask(claims))).toBe('unauthenticated')
    const { ask } = house(someSession())
    expect(await refusalOf(ask({ ...claims, accountId: 8 }))).toBe('unauthenticated')
    expect(await refusalOf(ask({ ...claims, accountId: 8 }))).toBe('unauthenticated')
  })

  it('is known as leaving, from the cache too', async () => {
    const { ask, asked } = house(someSession(), after(1000))
    for (let times = 0; times < 2; times += 1)
      expect(await ask(claims)).toMatchObject({ deletionDueAt: after(1000) })
    expect(asked).toHaveLength(1)
  })
})

describe('a session that was found', () => {
  it('is kept for half a minute and not looked up again meanwhile', async () => {
    const { ask, asked, deeds } = house(someSession())
    expect(await ask(claims)).toEqual(await ask(claims))
    expect(asked).toHaveLength(1)
    expect(deeds).toEqual([['cache', key, 30]])
  })

  it('ends in the cache in the moment in which it ends', async () => {
    const { ask, asked, clock } = house(someSession({ expiresAt: after(10) }))
    await ask(claims)
    clock.now = after(9.999)
    await ask(claims)
    expect(asked).toHaveLength(1)
    clock.now = after(10)
    expect(await refusalOf(ask(claims))).toBe('unauthenticated')
    expect(asked).toHaveLength(2)
  })

  it('counts no more when it ended meanwhile, and does not stay in the cache', async () => {
    const { ask, kept } = house(someSession())
    kept.set(endedKey('sid'), '1')
    expect(await refusalOf(ask(claims))).toBe('unauthenticated')
    expect(kept.has(key)).toBe(false)
  })

  it('is not mistaken for another one that ended', async () => {
    const { ask, kept } = house(someSession())
    kept.set(endedKey('sid-2'), '1')
    expect(await ask(claims)).toMatchObject({ sessionId: 'sid' })
  })
})

describe('a session ends', () => {
  const outcome = async (more: Partial<Session>) => {
    const { ask, kept } = house(someSession(more))
    const refusal = await refusalOf(ask(claims))
    expect(kept.has(key)).toBe(refusal === undefined)
    return refusal
  }

  it('after its time, in the very moment', async () => {
    expect(await outcome({ expiresAt: after(0.001) })).toBeUndefined()
    expect(await outcome({ expiresAt: noon })).toBe('unauthenticated')
    expect(await outcome({ expiresAt: noon, remember: true })).toBe('unauthenticated')
  })

  it('after an hour of silence, in the very moment', async () => {
    expect(await outcome({ lastSeenAt: after(-3599.999) })).toBeUndefined()
    expect(await outcome({ lastSeenAt: after(-3600) })).toBe('unauthenticated')
  })

  it('but not by silence where it is remembered', async () => {
    expect(await outcome({ lastSeenAt: after(-86_400), remember: true })).toBeUndefined()
  })
})
