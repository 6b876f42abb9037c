import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
  someSession,
} from '../../testing/ports-under-test.ts'
import { endedKey, sessionCacheKey } from './authenticate.ts'
import { refreshSession } from './refresh.ts'
import type { RotationResult, Session } from './session.ts'

const device = { ip: '192.0.2.1', userAgent: 'Firefox/140.0', deviceToken: 'kept' }
const successor = 'print of successor of refresh token old'
const forgotten = [
  ['cache', endedKey('sid'), 60],
  ['forget', sessionCacheKey('sid')],
]

function house(result: RotationResult, account = someAccount()) {
  const rotated: unknown[] = []
  const { ports, deeds } = portsUnderTest({
    store: {
      sessions: {
        rotate: async (...how) => (rotated.push(how), result),
        end: async (id) => void deeds.push(['end', id]),
      },
      accounts: { find: async (id) => (id === account.id ? account : undefined) },
    },
  })
  const refresh = refreshSession(ports)
  return { rotated, deeds, refresh: () => refresh('old', device) }
}
const exchanged = (more: Partial<Session> = {}) =>
  ({ outcome: 'exchanged', session: someSession(more) }) as const

describe('a refresh token', () => {
  it('is exchanged for its successor, and the session ends no later', async () => {
    const { refresh, rotated, deeds } = house(exchanged())
    expect(await refresh()).toEqual({
      account: someAccount(),
      sessionId: 'sid',
      refreshToken: successor,
      refreshExpiresAt: someSession().expiresAt,
      remember: false,
    })
    expect(rotated).toEqual([['#old', `#${successor}`, noon]])
    expect(deeds).toEqual([])
  })

  it('has the same successor in every tab', async () => {
    const { refresh } = house(exchanged())
    expect(await refresh()).toEqual(await refresh())
  })

  it('that nobody knows is refused, and nothing ends', async () => {
    const { refresh, deeds } = house({ outcome: 'unknown' })
    expect(await refusalOf(refresh())).toBe('unauthenticated')
    expect(deeds).toEqual([])
  })

  it('that comes twice ends the session everywhere and is written down', async () => {
    const { refresh, deeds } = house({ outcome: 'reused', session: someSession() })
    expect(await refusalOf(refresh())).toBe('unauthenticated')
    const { ip, userAgent } = device
    const event = { type: 'authn_token_reuse', accountId: 7, ip, userAgent }
    expect(deeds).toEqual([...forgotten, ['event', event]])
  })

  it('of an account that is gone is refused', async () => {
    const { refresh } = house(exchanged(), someAccount({ id: 8 }))
    expect(await refusalOf(refresh())).toBe('unauthenticated')
  })

  it('ends nothing when the database fails', async () => {
    const { ports, deeds } = portsUnderTest({
      store: { sessions: { rotate: () => Promise.reject(new Error('no connection')) } },
    })
    await expect(refreshSession(ports)('old', device)).rejects.toThrow('no connection')
    expect(deeds).toEqual([])
  })
})

describe('after an hour of silence', () => {
  it('the session ends in the very moment, everywhere', async () => {
    for (const seconds of [3600, 3600.001]) {
      const { refresh, deeds } = house(exchanged({ lastSeenAt: after(-seconds) }))
      expect(await refusalOf(refresh())).toBe('unauthenticated')
      expect(deeds).toEqual([['end', 'sid'], ...forgotten])
    }
  })

  it('and not before', async () => {
    const { refresh, deeds } = house(exchanged({ lastSeenAt: after(-3599.999) }))
    expect(await refresh()).toMatchObject({ sessionId: 'sid' })
    expect(deeds).toEqual([])
  })

  it('one that is remembered goes on', async () => {
    const { refresh } = house(exchanged({ lastSeenAt: after(-86_400), remember: true }))
    expect(await refresh()).toMatchObject({ remember: true })
  })
})
