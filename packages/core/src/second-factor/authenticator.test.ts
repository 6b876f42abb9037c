import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
} from '../../testing/ports-under-test.ts'
import type { Actor } from '../actor.ts'
import { secondFactors } from './index.ts'
import type { Authenticator } from './second-factor.ts'

const anna: Actor = { accountId: 7, isAdmin: false, sessionId: 'sid', authenticatedAt: noon }
const long: Actor = { ...anna, authenticatedAt: after(-901) }
const device = { ip: '192.0.2.1', userAgent: 'curl/8' }
const begun: Authenticator = { sealedSeed: 'totp:7: seed', passwordLeansOnIt: false }
const confirmed: Authenticator = { ...begun, confirmedAt: after(-60) }

interface Situation {
  authenticator?: Authenticator | undefined
  accountGone?: boolean
  /** Somebody was quicker: it is no longer as it was a moment ago. */
  overtaken?: boolean
}

function house(is: Situation = {}) {
  let made = 0
  const given = portsUnderTest({
    store: { accounts: { find: async () => (is.accountGone ? undefined : someAccount()) } },
    own: {
      factors: {
        findAuthenticator: async () => is.authenticator,
        beginAuthenticator: async (seed) => {
          if (!is.overtaken) given.deeds.push(['begin', seed])
          return !is.overtaken
        },
        confirmAuthenticator: async (...asked) => {
          given.deeds.push(['confirm', ...asked])
          return !is.overtaken
        },
        replaceRecoveryCodes: async (hashes) => void given.deeds.push(['codes', hashes]),
      },
    },
    oneTimeCodes: {
      newSeed: () => 'seed',
      toUri: (seed, name) => `otpauth:${seed}:${name}`,
      newRecoveryCode: () => `CODE${String.fromCharCode(65 + made++)}`,
      findStep: (seed, code, now) =>
        seed === 'seed' && code === '123456' && now === noon ? 59 : undefined,
    },
  })
  return { ...secondFactors(given.ports), deeds: given.deeds }
}

const ten = [...'ABCDEFGHIJ']
const shown = ten.map((letter) => `CODE-${letter}`)
const kept = ten.map((letter) => `#CODE${letter}`)
const notice = (text: string) => ['job', { payload: { accountId: 7, notice: text } }]

describe('beginning an authenticator app', () => {
  it('shows a seed, and keeps it sealed for that account', async () => {
    const { begin, deeds } = house()
    expect(await begin(anna)).toEqual({ secret: 'seed', uri: 'otpauth:seed:anna@example.org' })
    expect(deeds).toEqual([['begin', 'totp:7: seed']])
  })

  it.each([
    ['a sign-in of long ago', long, {}, 'reauth-required'],
    ['an account that has gone', anna, { accountGone: true }, 'unauthenticated'],
    ['one that is set up already', anna, { overtaken: true }, 'conflict'],
  ] as const)('is refused to %s', async (_who, actor, is, code) => {
    const { begin, deeds } = house(is)
    expect(await refusalOf(begin(actor))).toBe(code)
    expect(deeds).toEqual([])
  })
})

describe('confirming it', () => {
  it.each(['123456', ' 123 456\t'])(
    'by %j shows ten recovery codes, keeps their hashes, and is written down and told',
    async (code) => {
      const { confirm, deeds } = house({ authenticator: begun })
      expect(await confirm(anna, code, device)).toEqual(shown)
      expect(deeds).toMatchObject([
        ['confirm', 'totp:7: seed', 59, noon],
        ['codes', kept],
        ['audit', anna, { action: 'second-factor.add' }],
        ['event', anna, { type: 'authn_factor_added', ...device }],
        notice('second-factor-added'),
      ])
    },
  )

  it.each([
    ['after a sign-in of long ago', long, begun, '123456', {}, 'reauth-required'],
    ['that nobody began', anna, undefined, '123456', {}, 'conflict'],
    ['that is confirmed already', anna, confirmed, '123456', {}, 'conflict'],
    ['by a wrong code', anna, begun, '654321', {}, 'invalid code'],
    ['that was begun anew meanwhile', anna, begun, '123456', { overtaken: true }, 'invalid code'],
  ] as const)('is refused to one %s', async (_which, actor, authenticator, code, is, refusal) => {
    const { confirm, deeds } = house({ ...is, authenticator })
    expect(await refusalOf(confirm(actor, code, device))).toBe(refusal)
    expect(deeds).toEqual([])
  })

  it('does not open a seed that was sealed for another account', async () => {
    const { confirm } = house({ authenticator: { ...begun, sealedSeed: 'totp:8: seed' } })
    await expect(confirm(anna, '123456', device)).rejects.toThrow('sealed for something else')
  })
})
