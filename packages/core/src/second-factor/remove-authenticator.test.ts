import { describe, expect, it } from 'vitest'
import { after, noon, portsUnderTest, refusalOf } from '../../testing/ports-under-test.ts'
import type { Actor } from '../actor.ts'
import { secondFactors } from './index.ts'
import type { Authenticator } from './second-factor.ts'

const anna: Actor = { accountId: 7, isAdmin: false, sessionId: 'sid', authenticatedAt: noon }
const long: Actor = { ...anna, authenticatedAt: after(-901) }
const device = { ip: '192.0.2.1', userAgent: 'curl/8' }
const begun: Authenticator = { sealedSeed: 'totp:7: seed', passwordLeansOnIt: false }
const confirmed: Authenticator = { ...begun, confirmedAt: after(-60) }

/** `overtaken`: somebody was quicker, and it is gone. */
function house(is: { authenticator?: Authenticator | undefined; overtaken?: boolean }) {
  let made = 0
  const { ports, deeds } = portsUnderTest({
    own: {
      factors: {
        findAuthenticator: async () => is.authenticator,
        removeAuthenticator: async () => (deeds.push(['remove']), !is.overtaken),
        replaceRecoveryCodes: async (hashes) => void deeds.push(['codes', hashes]),
        countRecoveryCodes: async () => 9,
      },
      passkeys: { list: async () => [{ id: 3, name: 'phone', createdAt: noon }] },
    },
    oneTimeCodes: {
      newSeed: () => '',
      toUri: () => '',
      newRecoveryCode: () => `CODE${'ABCDEFGHIJ'[made++]}`,
      findStep: () => undefined,
    },
  })
  return { ...secondFactors(ports), deeds }
}

describe('removing it', () => {
  it('is written down and told', async () => {
    const { remove, deeds } = house({ authenticator: confirmed })
    await remove(anna, device)
    expect(deeds).toMatchObject([
      ['remove'],
      ['audit', anna, { action: 'second-factor.remove' }],
      ['event', anna, { type: 'authn_factor_removed', ...device }],
      ['job', { payload: { accountId: 7, notice: 'second-factor-removed' } }],
    ])
  })

  it('is no news where it never asked for anything', async () => {
    const { remove, deeds } = house({ authenticator: begun })
    await remove(anna, device)
    expect(deeds.map(([what]) => what)).toEqual(['remove', 'audit'])
  })

  const leaning = { ...confirmed, passwordLeansOnIt: true }
  it.each([
    ['after a sign-in of long ago', long, confirmed, {}, 'reauth-required'],
    ['that is not there', anna, undefined, {}, 'not-found'],
    ['that has gone meanwhile', anna, confirmed, { overtaken: true }, 'not-found'],
    ['that a short password leans on', anna, leaning, {}, 'conflict'],
  ] as const)('is refused to one %s', async (_which, actor, authenticator, is, refusal) => {
    const { remove, deeds } = house({ ...is, authenticator })
    expect(await refusalOf(remove(actor, device))).toBe(refusal)
    expect(deeds).toEqual([])
  })
})

describe('new recovery codes', () => {
  it('take the place of all that were there', async () => {
    const { replaceRecoveryCodes, deeds } = house({ authenticator: confirmed })
    expect(await replaceRecoveryCodes(anna)).toEqual(
      [...'ABCDEFGHIJ'].map((letter) => `CODE-${letter}`),
    )
    expect(deeds).toEqual([
      ['codes', [...'ABCDEFGHIJ'].map((letter) => `#CODE${letter}`)],
      ['audit', anna, { action: 'recovery-codes.replace' }],
    ])
  })

  it.each([
    ['after a sign-in of long ago', long, confirmed, 'reauth-required'],
    ['without an app', anna, undefined, 'conflict'],
    ['with one that was never confirmed', anna, begun, 'conflict'],
  ] as const)('are refused %s', async (_when, actor, authenticator, refusal) => {
    const { replaceRecoveryCodes, deeds } = house({ authenticator })
    expect(await refusalOf(replaceRecoveryCodes(actor))).toBe(refusal)
    expect(deeds).toEqual([])
  })
})

describe('the list of factors', () => {
  it.each([[undefined], [begun], [confirmed]])('of %j', async (authenticator) => {
    const { list } = house({ authenticator })
    expect(await list(anna)).toEqual({
      totpConfirmedAt: authenticator?.confirmedAt,
      recoveryCodesLeft: 9,
      passkeys: [{ id: 3, name: 'phone', createdAt: noon }],
    })
  })
})
