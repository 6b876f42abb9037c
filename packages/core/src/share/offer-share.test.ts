import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
} from '../../testing/ports-under-test.ts'
import type { Role } from '../access/access.ts'
import type { Actor } from '../actor.ts'
import { sharing } from './index.ts'
import type { Share, ShareOffer } from './share.ts'

const anna: Actor = { accountId: 7, isAdmin: false, sessionId: 'sid', authenticatedAt: noon }
const terms = { familyMemberId: 70, email: 'bert@example.org' }
const viewing = { ...terms, role: 'viewer' as const, validUntil: undefined }

interface Situation {
  role?: Role
  relationship?: string
  person?: boolean
  taken?: boolean
  listed?: number
  open?: number
  accepted?: number
  mail?: boolean
  account?: boolean
}

function house(is: Situation = {}) {
  const offers: ShareOffer[] = []
  const given = portsUnderTest({
    store: {
      accounts: { find: async () => (is.account === false ? undefined : someAccount()) },
    },
    own: {
      familyMembers: {
        find: async (id) =>
          is.person === false
            ? undefined
            : ({ id, role: is.role ?? 'owner', relationship: is.relationship ?? 'child' } as never),
      },
      shares: {
        offer: async (offer) => (offers.push(offer), is.taken ? undefined : 5),
        list: async () => ({
          given: [
            ...Array.from({ length: is.open ?? 1 }, () => ({ id: 4 }) as Share),
            ...Array.from({ length: is.accepted ?? 0 }, () => ({ acceptedAt: noon }) as Share),
            { id: is.listed ?? 5, giver: { name: 'Anna Lind' } } as Share,
          ],
          offered: [],
          received: [],
        }),
      },
    },
    mailer: { configured: is.mail ?? true, send: async () => {} },
  })
  return { ...sharing(given.ports), deeds: given.deeds, offers }
}

describe('offering a person', () => {
  it('is written down, and a letter goes to that address', async () => {
    const { offer, deeds, offers } = house()
    expect(await offer(anna, viewing)).toMatchObject({ id: 5 })
    expect(offers).toEqual([{ ...viewing, kind: 'share' }])
    expect(deeds).toEqual([
      ['audit', anna, { action: 'share.offer', familyMemberId: 70, subject: '5' }],
      [
        'job',
        {
          kind: 'send-letter',
          payload: {
            sealed: `letter: ${JSON.stringify({
              to: { email: 'bert@example.org', name: '', language: 'en' },
              letter: { kind: 'share-offered', from: 'Anna Lind', link: 'https://phrm.example/' },
            })}`,
          },
          maxAttempts: 8,
          uniqueKey: 'letter:share-5',
        },
      ],
    ])
  })

  it('goes without a letter where there is no mail', async () => {
    const { offer, deeds } = house({ mail: false })
    await offer(anna, viewing)
    expect(deeds.map(([what]) => what)).toEqual(['audit'])
  })

  const refused: [string, Situation, string][] = [
    ['who is not seen', { person: false }, 'not-found'],
    ['of whom one is only an editor', { role: 'editor' }, 'forbidden'],
    ['at whom one may only look', { role: 'viewer' }, 'forbidden'],
    ['who is offered there already', { taken: true }, 'conflict email'],
    ['by an account that has gone', { account: false }, 'not-found'],
    ['whose offer cannot be read again', { listed: 6 }, 'not-found'],
    ['while fifty others wait for an answer', { open: 50 }, 'conflict'],
  ]
  it.each(refused)('is refused for one %s', async (_who, situation, code) => {
    const { offer, deeds } = house(situation)
    expect(await refusalOf(offer(anna, viewing))).toBe(code)
    expect(deeds).toEqual([])
  })

  it.each(['anna@example.org', 'Anna@Example.ORG'])('is refused to oneself: %s', async (email) => {
    const { offer, deeds, offers } = house()
    expect(await refusalOf(offer(anna, { ...viewing, email }))).toBe('invalid email')
    expect([deeds, offers]).toEqual([[], []])
  })

  it('may be the fiftieth that waits; what was accepted does not count', async () => {
    expect(await house({ open: 49, accepted: 30 }).offer(anna, viewing)).toMatchObject({ id: 5 })
  })

  it('may end in a moment, but not now and not before', async () => {
    const { offer, offers } = house()
    for (const validUntil of [noon, after(-1)])
      expect(await refusalOf(offer(anna, { ...viewing, validUntil }))).toBe('invalid valid_until')
    await offer(anna, { ...viewing, validUntil: after(0.001) })
    expect(offers).toMatchObject([{ validUntil: after(0.001) }])
  })

  it('may be one’s own person: others may look at it', async () => {
    expect(await house({ relationship: 'self' }).offer(anna, viewing)).toMatchObject({ id: 5 })
  })
})

describe('handing a person over', () => {
  it('is written down, and a letter goes to that address', async () => {
    const { handOver, deeds, offers } = house()
    expect(await handOver(anna, terms)).toMatchObject({ id: 5 })
    expect(offers).toEqual([{ ...terms, kind: 'handover' }])
    expect(deeds[0]?.[2]).toEqual({ action: 'handover.offer', familyMemberId: 70, subject: '5' })
    expect(deeds[1]).toMatchObject(['job', { uniqueKey: 'letter:handover-5' }])
    expect(JSON.stringify(deeds[1])).toContain('handover-offered')
  })

  it('needs a recent sign-in', async () => {
    const { handOver, offers } = house()
    const asked = handOver({ ...anna, authenticatedAt: after(-901) }, terms)
    expect(await refusalOf(asked)).toBe('reauth-required')
    expect(offers).toEqual([])
  })

  it('is not for one’s own person', async () => {
    const own = house({ relationship: 'self' })
    expect(await refusalOf(own.handOver(anna, terms))).toBe('conflict')
  })
})
