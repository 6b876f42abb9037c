import { describe, expect, it } from 'vitest'
import { after, noon, portsUnderTest, refusalOf } from '../../testing/ports-under-test.ts'
import type { Actor } from '../actor.ts'
import type { ApiToken, NewApiToken } from './api-token.ts'
import { apiTokens } from './index.ts'
import { isTokenText } from './token-text.ts'

const day = 24 * 3600
const anna: Actor = { accountId: 7, isAdmin: true, sessionId: 'sid', authenticatedAt: noon }
const wanted = { name: 'backup', scopes: ['records:read'] as const }
const caller = { ip: '192.0.2.1', userAgent: 'curl/8' }

function house({ working = 0, mine = [3] } = {}) {
  const added: NewApiToken[] = []
  const given = portsUnderTest({
    own: {
      apiTokens: {
        list: async (now) => (
          given.deeds.push(['list', now]),
          Array.from({ length: working }, (_, id) => ({ id }) as ApiToken)
        ),
        add: async (token) => (added.push(token), { ...token, id: 3 }),
        revoke: async (id, now) => (given.deeds.push(['revoke', id, now]), mine.includes(id)),
      },
    },
    newToken: () => Buffer.alloc(32, 1).toString('base64url'),
  })
  return { ...apiTokens(given.ports), deeds: given.deeds, added }
}

describe('making a token', () => {
  it('shows it once, keeps its hash, writes it down, and tells the account', async () => {
    const { create, deeds, added } = house()
    const made = await create(anna, wanted, caller)
    expect(isTokenText(made.token)).toBe(true)
    expect(added).toEqual([
      {
        ...wanted,
        hint: made.token.slice(-8),
        tokenHash: `#${made.token}`,
        createdAt: noon,
        expiresAt: after(90 * day),
      },
    ])
    expect(made).toMatchObject({ id: 3, name: 'backup', hint: made.token.slice(-8) })
    expect(deeds).toEqual([
      ['list', noon],
      ['event', anna, { type: 'authn_token_created', ...caller, details: { token: 3 } }],
      [
        'job',
        {
          kind: 'send-notice',
          payload: {
            accountId: 7,
            notice: 'token-created',
            at: noon.toISOString(),
            device: 'curl',
          },
        },
      ],
    ])
  })

  it.each([0, -1, 0.5, 366])('does not work for %d days', async (days) => {
    const { create, deeds } = house()
    const asked = create(anna, { ...wanted, days }, caller)
    expect(await refusalOf(asked)).toBe('invalid expires_in_days')
    expect(deeds).toEqual([])
  })

  it.each([1, 365])('works for %d days', async (days) => {
    const { create } = house()
    expect((await create(anna, { ...wanted, days })).expiresAt).toEqual(after(days * day))
  })

  it('names each scope once', async () => {
    const { create } = house()
    const scopes = ['ai:use', 'records:read', 'ai:use'] as const
    expect((await create(anna, { name: 'x', scopes })).scopes).toEqual(['ai:use', 'records:read'])
  })

  it('stops at fifty that work', async () => {
    const full = house({ working: 50 })
    expect(await refusalOf(full.create(anna, wanted))).toBe('conflict')
    expect(full.added).toEqual([])
    expect(full.deeds).toEqual([])
    expect(await refusalOf(house({ working: 49 }).create(anna, wanted))).toBeUndefined()
  })

  it('needs a recent sign-in; a token makes no tokens', async () => {
    const { create, added } = house()
    const long = { ...anna, authenticatedAt: after(-15 * 60 - 1) }
    const token: Actor = { accountId: 7, isAdmin: false, token: { id: 1, scopes: [] } }
    for (const actor of [long, token])
      expect(await refusalOf(create(actor, wanted))).toBe('reauth-required')
    expect(added).toEqual([])
  })
})

describe('revoking a token', () => {
  it('is written down with whose hand it was', async () => {
    const { revoke, deeds } = house()
    await revoke(anna, 3, caller)
    expect(deeds).toEqual([
      ['revoke', 3, noon],
      ['event', anna, { type: 'authn_token_revoked', ...caller, details: { token: 3 } }],
    ])
  })

  it('finds neither somebody else’s nor one that was revoked before', async () => {
    const { revoke, deeds } = house({ mine: [] })
    expect(await refusalOf(revoke(anna, 3))).toBe('not-found')
    expect(deeds).toEqual([])
  })
})

it('those that work at this moment are listed', async () => {
  const { list, deeds } = house({ working: 2 })
  expect(await list(anna)).toHaveLength(2)
  expect(deeds).toEqual([['list', noon]])
})

describe('coming with a token', () => {
  const comeWith = (text: string) => {
    const { ports } = portsUnderTest({
      store: {
        apiTokens: {
          find: async (hash, now) =>
            hash === '#good' && now === noon
              ? { id: 3, accountId: 7, scopes: ['ai:use'] }
              : undefined,
        },
      },
    })
    return apiTokens(ports).authenticate(text)
  }

  it('one acts for its account, within its scopes, and never as an administrator', async () => {
    expect(await comeWith('good')).toEqual({
      accountId: 7,
      isAdmin: false,
      token: { id: 3, scopes: ['ai:use'] },
    })
  })

  it('that is not known, one is nobody', async () => {
    expect(await refusalOf(comeWith('other'))).toBe('unauthenticated')
  })
})
