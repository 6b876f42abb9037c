import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
} from '../../testing/ports-under-test.ts'
import type { Account } from '../account/account.ts'
import type { Actor } from '../actor.ts'
import { passkeys } from './index.ts'

const anna: Actor = { accountId: 7, isAdmin: false, sessionId: 'sid', authenticatedAt: noon }
const long: Actor = { ...anna, authenticatedAt: after(-901) }
const device = { ip: '192.0.2.1', userAgent: 'curl/8' }
const credential = { credentialId: 'cred', publicKey: 'key', counter: 0, transports: ['usb'] }

interface Situation {
  account?: Account | undefined
  keys?: number
  /** The key is known already. */
  twice?: boolean
  /** The response is not what it should be. */
  wrong?: boolean
}

function house({ keys = 1, ...is }: Situation = {}) {
  const given = portsUnderTest({
    store: {
      accounts: { find: async () => ('account' in is ? is.account : someAccount()) },
      passkeys: {
        addChallenge: async (...asked) => void given.deeds.push(['challenge', ...asked]),
        takeChallenge: async (...asked) => (given.deeds.push(['take', ...asked]), true),
      },
    },
    own: {
      passkeys: {
        listCredentials: async () => Array.from({ length: keys }, () => credential),
        add: async ({ name }) => (is.twice ? undefined : { id: 3, name, createdAt: noon }),
      },
    },
    passkeyCeremonies: {
      toCreation: async (owner, known) => ({ challenge: 'c', options: { owner, known } }),
      toRequest: async () => ({ challenge: 'c', options: { request: true } }),
      readCreation: async (_response, take) =>
        !is.wrong && (await take('c')) ? credential : undefined,
      readAnswer: async () => undefined,
    },
  })
  return { ...passkeys(given.ports), deeds: given.deeds, names: () => given.deeds.map(([w]) => w) }
}

const wanted = { name: 'phone', response: { id: 'cred' } }
const challenge = { hash: '#c', purpose: 'add', accountId: 7 }

describe('beginning a passkey', () => {
  it('gives the browser a handle that tells nothing, and remembers the challenge for the account', async () => {
    const { begin, deeds } = house()
    expect(await begin(anna)).toEqual({
      owner: { userHandle: 'print of passkey:7', email: 'anna@example.org', name: 'Anna Lind' },
      known: [credential],
    })
    expect(deeds).toEqual([['challenge', { ...challenge, expiresAt: after(300) }, noon]])
  })

  it.each([
    [{ firstName: '', lastName: '' }, 'anna'],
    [{ firstName: '', lastName: 'Lind' }, 'Lind'],
    [{ firstName: 'Anna', lastName: '' }, 'Anna'],
  ])('shows a name for %j', async (names, shown) => {
    const { begin } = house({ account: someAccount(names) })
    expect(await begin(anna)).toMatchObject({ owner: { name: shown } })
  })

  it.each([
    ['a sign-in of long ago', long, {}, 'reauth-required'],
    ['an account that has gone', anna, { account: undefined }, 'unauthenticated'],
    ['the twenty-first', anna, { keys: 20 }, 'conflict'],
  ] as const)('is refused to %s', async (_who, actor, is, code) => {
    const { begin, deeds } = house(is)
    expect(await refusalOf(begin(actor))).toBe(code)
    expect(deeds).toEqual([])
  })

  it('may be the twentieth', async () => {
    expect(await refusalOf(house({ keys: 19 }).begin(anna))).toBeUndefined()
  })
})

describe('adding a passkey', () => {
  it('uses the challenge of that account up, is written down, and the account is told', async () => {
    const { add, deeds } = house({ keys: 19 })
    expect(await add(anna, wanted, device)).toEqual({ id: 3, name: 'phone', createdAt: noon })
    expect(deeds).toEqual([
      ['take', challenge, noon],
      ['audit', anna, { action: 'passkey.add', subject: '3' }],
      ['event', anna, { type: 'authn_factor_added', ...device }],
      [
        'job',
        {
          kind: 'send-notice',
          payload: { accountId: 7, notice: 'passkey-added', at: noon.toISOString() },
        },
      ],
    ])
  })

  it.each([
    ['that is not right', { wrong: true }, 'invalid'],
    ['that is here already', { twice: true }, 'conflict'],
    ['that is the twenty-first by now', { keys: 20 }, 'conflict'],
  ])('is refused to one %s', async (_which, is, code) => {
    const { add, names } = house(is)
    expect(await refusalOf(add(anna, wanted, device))).toBe(code)
    expect(names().filter((what) => what !== 'take')).toEqual([])
  })

  it('needs a recent sign-in', async () => {
    const { add, deeds } = house()
    expect(await refusalOf(add(long, wanted, device))).toBe('reauth-required')
    expect(deeds).toEqual([])
  })
})

it('asking for a passkey remembers a challenge that is nobody’s', async () => {
  const { ask, deeds } = house()
  expect(await ask()).toEqual({ request: true })
  const open = { hash: '#c', purpose: 'prove', accountId: undefined, expiresAt: after(300) }
  expect(deeds).toEqual([['challenge', open, noon]])
})
