import { describe, expect, it } from 'vitest'
import { after, noon, portsUnderTest, refusalOf } from '../../testing/ports-under-test.ts'
import type { Actor } from '../actor.ts'
import { sharing } from './index.ts'
import type { Share, ShareChange } from './share.ts'

const bert: Actor = { accountId: 8, isAdmin: false, sessionId: 'sid', authenticatedAt: noon }
const offered: ShareChange = { familyMemberId: 70, kind: 'share', otherId: 7 }
const handedOver: ShareChange = { familyMemberId: 70, kind: 'handover', otherId: 7 }

/** `found`: the share that answers; nothing for whoever it does not concern. */
function house({ found, given = [] }: { found: ShareChange | undefined; given?: Share[] }) {
  const { ports, deeds } = portsUnderTest({
    own: {
      shares: {
        change: async (...asked) => (deeds.push(['change', ...asked]), found),
        end: async (...asked) => (deeds.push(['end', ...asked]), found),
        list: async () => ({ given, offered: [], received: [] }),
      },
    },
  })
  return { ...sharing(ports), deeds }
}

const event = (change: string) => [
  'event',
  bert,
  { type: 'privilege_permissions_changed', details: { change, share: 5 } },
]
const audit = (action: string) => ['audit', bert, { action, familyMemberId: 70, subject: '5' }]
const notice = (text: string) => [
  'job',
  { kind: 'send-notice', payload: { accountId: 7, notice: text, at: noon.toISOString() } },
]

describe('ending', () => {
  it.each([offered, handedOver])('$kind: is written down, and the other is told', async (found) => {
    const { end, deeds } = house({ found })
    await end(bert, 5)
    expect(deeds).toEqual([
      ['end', 5],
      audit(`${found.kind}.end`),
      event(`${found.kind}-ended`),
      notice('share-ended'),
    ])
  })

  it('an offer that nobody answered tells nobody', async () => {
    const { end, deeds } = house({ found: { familyMemberId: 70, kind: 'share' } })
    await end(bert, 5)
    expect(deeds.map(([what]) => what)).toEqual(['end', 'audit', 'event'])
  })

  it('what is between others is not there', async () => {
    const { end, deeds } = house({ found: undefined })
    expect(await refusalOf(end(bert, 5))).toBe('not-found')
    expect(deeds).toEqual([])
  })
})

describe('changing', () => {
  const terms = { role: 'editor' as const, validUntil: after(60) }
  const given = [{ id: 4 }, { id: 5, role: 'editor' }] as Share[]

  it('is written down, and answers what it is now', async () => {
    const { change, deeds } = house({ found: offered, given })
    expect(await change(bert, 5, terms)).toEqual({ id: 5, role: 'editor' })
    expect(deeds).toEqual([['change', 5, terms], audit('share.update'), event('share-editor')])
  })

  it('does not end it now or before: ending is another act', async () => {
    const { change, deeds } = house({ found: offered, given })
    for (const validUntil of [noon, after(-1)])
      expect(await refusalOf(change(bert, 5, { role: 'viewer', validUntil }))).toBe(
        'invalid valid_until',
      )
    expect(deeds).toEqual([])
  })

  it('without an end lasts', async () => {
    const { change } = house({ found: offered, given })
    expect(await refusalOf(change(bert, 5, { role: 'viewer' }))).toBeUndefined()
  })

  it.each([
    ['somebody else’s', { found: undefined, given }],
    ['one that is gone', { found: offered, given: [] }],
  ])('%s leaves nothing behind', async (_which, is) => {
    const { change, deeds } = house(is)
    expect(await refusalOf(change(bert, 5, terms))).toBe('not-found')
    expect(deeds).toEqual([])
  })
})
