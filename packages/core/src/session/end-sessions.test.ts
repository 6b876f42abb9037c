import { describe, expect, it, test } from 'vitest'
import { portsUnderTest, refusalOf } from '../../testing/ports-under-test.ts'
import { endedKey, sessionCacheKey } from './authenticate.ts'
import { endAllSessions, endOtherSessions, endSession } from './end-sessions.ts'
import { logOut } from './log-out.ts'

const actor = { accountId: 7, isAdmin: false, sessionId: 'own' }

function house(...running: string[]) {
  const rest = portsUnderTest({
    store: {
      sessions: {
        endOf: async (...whose) => (rest.deeds.push(['end', ...whose]), running),
        endByRefreshHash: async (hash) => {
          rest.deeds.push(['end', hash])
          return running[0] === undefined ? undefined : { id: running[0], accountId: 7 }
        },
      },
    },
  })
  for (const id of running) rest.kept.set(sessionCacheKey(id), '{}')
  return rest
}

/** The mark comes before the entry goes: a request between the two finds one or the other. */
const forgotten = (id: string) => [
  ['cache', endedKey(id), 60],
  ['forget', sessionCacheKey(id)],
]
const noted = (by: object) => ['audit', by, { action: 'session.end' }]

describe('ending all', () => {
  it('forgets each of them, after it ended, and tells how many there were', async () => {
    const { ports, deeds, kept } = house('a', 'b')
    expect(await endAllSessions(ports)(7)).toBe(2)
    expect(deeds[0]).toEqual(['end', 7, { keep: undefined }])
    for (const id of ['a', 'b']) {
      expect(deeds).toEqual(expect.arrayContaining(forgotten(id)))
      expect(kept.has(sessionCacheKey(id))).toBe(false)
      expect(kept.has(endedKey(id))).toBe(true)
    }
  })

  it('but one leaves that one', async () => {
    const { ports, deeds } = house()
    expect(await endAllSessions(ports)(7, { keep: 'own' })).toBe(0)
    expect(deeds).toEqual([['end', 7, { keep: 'own' }]])
  })
})

describe('ending one of one’s own', () => {
  it('ends that of the number, forgets it and writes it down', async () => {
    const { ports, deeds } = house('other')
    await endSession(ports)(actor, 3)
    expect(deeds).toEqual([['end', 7, { number: 3 }], ...forgotten('other'), noted(actor)])
  })

  it('answers the same for one that is not there, twice ended or another account’s', async () => {
    const { ports, deeds } = house()
    expect(await refusalOf(endSession(ports)(actor, 4))).toBe('not-found')
    expect(deeds).toEqual([['end', 7, { number: 4 }]])
  })
})

describe('ending the others', () => {
  it('keeps the one that asks', async () => {
    const { ports, deeds } = house('other')
    await endOtherSessions(ports)(actor)
    expect(deeds).toEqual([['end', 7, { keep: 'own' }], ...forgotten('other'), noted(actor)])
  })

  it('writes nothing down where there were none', async () => {
    const { ports, deeds } = house()
    await endOtherSessions(ports)(actor)
    expect(deeds).toEqual([['end', 7, { keep: 'own' }]])
  })
})

describe('logging out', () => {
  test('ends the session of the cookie, forgets it and writes it down', async () => {
    const { ports, deeds } = house('own')
    await logOut(ports)('cookie')
    const self = { accountId: 7, sessionId: 'own' }
    expect(deeds).toEqual([['end', '#cookie'], ...forgotten('own'), noted(self)])
  })

  test('twice, or by an unknown cookie, is no error and leaves no trace', async () => {
    const { ports, deeds } = house()
    await logOut(ports)('cookie')
    expect(deeds).toEqual([['end', '#cookie']])
  })

  test('without a cookie asks for nothing', async () => {
    const { ports, deeds } = house('own')
    await logOut(ports)(undefined)
    expect(deeds).toEqual([])
  })
})
