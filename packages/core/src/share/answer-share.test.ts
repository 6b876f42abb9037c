import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
} from '../../testing/ports-under-test.ts'
import type { Actor } from '../actor.ts'
import { sharing } from './index.ts'
import type { Share, ShareChange, Shares } from './share.ts'

const bert: Actor = { accountId: 8, isAdmin: false, sessionId: 'sid', authenticatedAt: noon }
const offered: ShareChange = { familyMemberId: 70, kind: 'share', otherId: 7 }
const handedOver: ShareChange = { familyMemberId: 70, kind: 'handover', otherId: 7 }

interface Situation {
  /** The share that answers; nothing for whoever it is not for. */
  found?: ShareChange | undefined
  mail?: boolean
  /** Whether the address was confirmed; undefined for an account that has gone. */
  confirmed?: boolean | undefined
  lists?: Partial<Shares>
}

function house({ mail = true, ...is }: Situation = {}) {
  const confirmed = 'confirmed' in is ? is.confirmed : true
  const answer =
    (what: string) =>
    async (...asked: unknown[]) => {
      given.deeds.push([what, ...asked])
      return is.found
    }
  const account = someAccount({ id: 8, emailVerifiedAt: confirmed ? after(-60) : undefined })
  const given = portsUnderTest({
    store: { accounts: { find: async () => (confirmed === undefined ? undefined : account) } },
    own: {
      shares: {
        accept: answer('accept'),
        decline: answer('decline'),
        list: async () => ({ given: [], offered: [], received: [], ...is.lists }),
      },
    },
    mailer: { configured: mail, send: async () => {} },
  })
  return { ...sharing(given.ports), deeds: given.deeds }
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

describe('accepting', () => {
  it.each([offered, handedOver])('$kind: is written down, and the giver is told', async (found) => {
    const { accept, deeds } = house({ found })
    expect(await accept(bert, 5, { keepAccess: true })).toBe(70)
    expect(deeds).toEqual([
      ['accept', 5, { keepAccess: true }],
      audit(`${found.kind}.accept`),
      event(`${found.kind}-accepted`),
      notice('share-accepted'),
    ])
  })

  it('tells nobody where the giver has gone', async () => {
    const { accept, deeds } = house({ found: { familyMemberId: 70, kind: 'share' } })
    await accept(bert, 5, { keepAccess: false })
    expect(deeds.map(([what]) => what)).toEqual(['accept', 'audit', 'event'])
  })
})

describe.each(['accept', 'decline'] as const)('to %s', (act) => {
  const answerTo = (is: Situation) => {
    const { accept, decline, deeds } = house(is)
    const work = act === 'accept' ? accept(bert, 5, { keepAccess: false }) : decline(bert, 5)
    return { work, deeds }
  }

  it('what is offered to somebody else finds nothing', async () => {
    const { work, deeds } = answerTo({ found: undefined })
    expect(await refusalOf(work)).toBe('not-found')
    expect(deeds).toEqual([])
  })

  it.each([false, undefined])('one’s address has to be confirmed: %s', async (confirmed) => {
    const { work, deeds } = answerTo({ found: offered, confirmed })
    expect(await refusalOf(work)).toBe('not-found')
    expect(deeds).toEqual([])
  })

  it('without mail, who shares vouches for the address', async () => {
    const { work } = answerTo({ found: offered, confirmed: false, mail: false })
    expect(await refusalOf(work)).toBeUndefined()
  })
})

it('declining is written down, and told to nobody', async () => {
  const { decline, deeds } = house({ found: handedOver })
  await decline(bert, 5)
  expect(deeds).toEqual([['decline', 5], audit('handover.decline')])
})

describe('the list', () => {
  const lists = {
    given: [{ id: 1 }] as Share[],
    offered: [{ id: 2 }] as Share[],
    received: [{ id: 3 }] as Share[],
  }

  it('shows what is offered to an address that is confirmed', async () => {
    const { list } = house({ lists })
    expect(await list(bert)).toEqual({ ...lists, emailUnconfirmed: false })
  })

  it('tells who has not confirmed only that', async () => {
    const { list } = house({ lists, confirmed: false })
    expect(await list(bert)).toEqual({ ...lists, offered: [], emailUnconfirmed: true })
  })
})
