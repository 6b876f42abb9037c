import { describe, expect, it } from 'vitest'
import {
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
  someSession,
} from '../../testing/ports-under-test.ts'
import { reauthenticate } from './reauthenticate.ts'

const actor = { accountId: 7, isAdmin: false, sessionId: 'sid' }
const device = { ip: '192.0.2.1' }

function house({ waitSeconds = 0 } = {}) {
  const { ports, deeds } = portsUnderTest({
    store: {
      signIns: {
        openProof: async (...whose) => {
          deeds.push(['proof', ...whose])
          const attempt = { subject: '7', device: 'session', counted: true, locked: false }
          return { ...attempt, waitSeconds, accountId: 7, passwordHash: 'hash of right' }
        },
        close: async (_attempt, right) => (deeds.push(['close', right]), false),
      },
      secondFactors: {
        chargeAttempt: async (id) => (deeds.push(['charge', id]), { failures: 1 }),
        find: async () => ({ sealedSeed: 'totp:7: seed', recoveryCodes: 0, passkeys: 0 }),
        useStep: async () => true,
        forgetAttempts: async () => {},
      },
      sessions: {
        renew: async (id) => (deeds.push(['renew', id]), someSession({ authenticatedAt: noon })),
      },
      accounts: { find: async () => someAccount() },
    },
    oneTimeCodes: {
      newSeed: () => 'seed',
      toUri: () => '',
      newRecoveryCode: () => '',
      findStep: (_seed, code) => (code === '123456' ? 1 : undefined),
    },
  })
  return { again: reauthenticate(ports), names: () => deeds.map(([what]) => what), deeds }
}

describe('showing once more who one is', () => {
  it('by the password renews the session', async () => {
    const { again, deeds, names } = house()
    const signedIn = await again(actor, { password: 'right' }, device)
    expect(signedIn).toMatchObject({ sessionId: 'token-1', refreshToken: 'token-2' })
    expect(deeds[0]).toEqual(['proof', 7, 'sid', noon])
    expect(deeds[2]).toEqual(['renew', 'sid'])
    expect(names()).toEqual(['proof', 'close', 'renew', 'cache', 'forget', 'event'])
  })

  it('by a wrong one does not, and is written down', async () => {
    const { again, names } = house()
    const wrong = again(actor, { password: 'wrong' }, device)
    expect(await refusalOf(wrong)).toBe('forbidden password')
    expect(names()).toEqual(['proof', 'close', 'event'])
  })

  it('has to wait as a sign-in has to', async () => {
    const { again, names } = house({ waitSeconds: 30 })
    const early = again(actor, { password: 'right' }, device)
    expect(await refusalOf(early)).toBe('too-many-requests')
    expect(names()).toEqual(['proof'])
  })

  it('by a code needs no password', async () => {
    const { again, names } = house()
    expect(await again(actor, { code: '123 456' }, device)).toMatchObject({ sessionId: 'token-1' })
    expect(names()).toEqual(['charge', 'renew', 'cache', 'forget', 'event'])
  })

  it('by a wrong code does not renew', async () => {
    const { again, names } = house()
    expect(await refusalOf(again(actor, { code: '000000' }, device))).toBe('forbidden code')
    expect(names()).not.toContain('renew')
  })

  it('is not for a token, whatever password it knows', async () => {
    const { again, deeds } = house()
    const token = { accountId: 7, isAdmin: false, token: { id: 1, scopes: [] } }
    const asked = again(token, { password: 'right' }, device)
    expect(await refusalOf(asked)).toBe('unauthenticated')
    expect(deeds).toEqual([])
  })
})
