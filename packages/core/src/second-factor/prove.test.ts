import { describe, expect, it } from 'vitest'
import { portsUnderTest, refusalOf } from '../../testing/ports-under-test.ts'
import { proveByFactor } from './prove.ts'

const anna = { accountId: 7, isAdmin: false, sessionId: 'sid' }
const device = { ip: '192.0.2.1' }

/** `ownerId`: whose the passkey is. */
function house({ ownerId = 7, right = true } = {}) {
  const { ports, deeds } = portsUnderTest({
    store: {
      passkeys: {
        find: async () => ({
          id: 3,
          accountId: ownerId,
          credentialId: 'cred',
          publicKey: 'key',
          counter: 4,
          transports: [],
        }),
        use: async () => true,
      },
      secondFactors: {
        chargeAttempt: async (id) => (deeds.push(['charge', id]), { failures: 1 }),
        find: async () => ({ sealedSeed: 'totp:7: seed', recoveryCodes: 0, passkeys: 0 }),
        useStep: async () => right,
        forgetAttempts: async () => {},
      },
    },
    oneTimeCodes: {
      newSeed: () => '',
      toUri: () => '',
      newRecoveryCode: () => '',
      findStep: () => 59,
    },
    passkeyCeremonies: {
      toCreation: async () => ({ challenge: '', options: {} }),
      toRequest: async () => ({ challenge: '', options: {} }),
      readCreation: async () => undefined,
      readAnswer: async () => (right ? { counter: 5 } : undefined),
    },
  })
  return { prove: proveByFactor(ports), deeds }
}

const passkey = { passkey: { id: 'cred' } }
const code = { code: '123456' }

describe('showing once more who one is', () => {
  it('by a code of one’s own app', async () => {
    const { prove, deeds } = house()
    expect(await refusalOf(prove(anna, code, device))).toBeUndefined()
    expect(deeds).toEqual([['charge', 7]])
  })

  it('by a passkey of one’s own asks for no code', async () => {
    const { prove, deeds } = house()
    expect(await refusalOf(prove(anna, passkey, device))).toBeUndefined()
    expect(deeds).toEqual([])
  })

  it.each([
    ['a code that is wrong', code, { right: false }, 'forbidden code'],
    ['a passkey that is wrong', passkey, { right: false }, 'forbidden passkey'],
    ['somebody else’s passkey', passkey, { ownerId: 8 }, 'forbidden passkey'],
  ])('not by %s', async (_what, proof, is, refusal) => {
    expect(await refusalOf(house(is).prove(anna, proof, device))).toBe(refusal)
  })
})
