import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { OneTimeCodes } from '@phrm/core'

/** What every authenticator app knows; others are silently read as these by some of them. */
const shape = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** Steps before and after the present one that count, for clocks that go wrong. */
const window = 1

const seedBytes = 20
const recoveryCodeBytes = 15

/** `issuer` is what an app shows above the codes. */
export function createOneTimeCodes({ issuer = 'PHRM' } = {}): OneTimeCodes {
  return {
    newSeed: () => newSecret(seedBytes).base32,

    toUri: (seed, accountName) =>
      new TOTP({
        ...shape,
        issuer,
        label: accountName,
        secret: Secret.fromBase32(seed),
      }).toString(),

    findStep: (seed, code, now) => {
      if (!/^\d{6}$/.test(code)) return undefined
      const timestamp = now.getTime()
      const secret = Secret.fromBase32(seed)
      const delta = TOTP.validate({ ...shape, secret, token: code, timestamp, window })
      return delta === null ? undefined : TOTP.counter({ ...shape, timestamp }) + delta
    },

    newRecoveryCode: () => newSecret(recoveryCodeBytes).base32,
  }
}

function newSecret(bytes: number): Secret {
  return new Secret({ buffer: new Uint8Array(randomBytes(bytes)).buffer })
}
