import { describe, expect, it } from 'vitest'
import { noon, portsUnderTest, refusalOf, someAccount } from '../../testing/ports-under-test.ts'
import { endedKey, sessionCacheKey } from '../session/authenticate.ts'
import { resetPassword } from './reset-password.ts'

const password = 'seven geese on a pond'
const where = { ip: '192.0.2.1', userAgent: 'Firefox/140.0 (Linux)' }

interface Situation {
  account?: ReturnType<typeof someAccount>
  sealedSeed?: string
  /** Sessions that it ends. */
  ended?: string[] | undefined
}

function house({ sealedSeed, ...more }: Situation = {}) {
  const { account = someAccount(), ended } = { ended: ['a', 'b'], ...more }
  const { ports, deeds, kept } = portsUnderTest({
    store: {
      accountLinks: {
        findAccount: async (hash, purpose, now) => {
          expect([purpose, now]).toEqual(['reset-password', noon])
          return hash === '#link' ? 7 : undefined
        },
      },
      accounts: {
        find: async (id) => {
          expect(id).toBe(7)
          return account.id === id ? account : undefined
        },
      },
      secondFactors: {
        find: async () => ({ sealedSeed, recoveryCodes: 0, passkeys: 0 }),
        notePasswordStrength: async (...how) => void deeds.push(['strength', ...how]),
      },
    },
    own: {
      accountLinks: {
        resetPassword: async (...how) => (deeds.push(['reset', ...how]), ended),
      },
    },
  })
  for (const id of ['a', 'b']) kept.set(sessionCacheKey(id), '{}')
  const reset = (token = 'link', wanted = password) =>
    resetPassword(ports)({ token, password: wanted }, { ...where, deviceToken: 'kept' })
  return { reset, deeds, kept, names: () => deeds.map(([what]) => what) }
}

describe('a new password by a link', () => {
  it('uses the link up, ends every session and is told, and nobody is signed in', async () => {
    const { reset, deeds, kept } = house()
    expect(await reset()).toBeUndefined()
    const event = { type: 'authn_password_reset', ...where }
    expect(deeds.slice(0, 3)).toEqual([
      ['reset', '#link', `hash of ${password}`, noon],
      ['event', 7, event],
      ['strength', 7, false],
    ])
    for (const id of ['a', 'b']) {
      expect(kept.has(endedKey(id))).toBe(true)
      expect(kept.has(sessionCacheKey(id))).toBe(false)
    }
    const payload = { accountId: 7, notice: 'password-reset', at: noon.toISOString() }
    expect(deeds.at(-1)).toEqual(['job', { kind: 'send-notice', payload }])
  })

  it('is refused by a link that nobody knows, or whose account is gone', async () => {
    const unknown = house()
    expect(await refusalOf(unknown.reset('other'))).toBe('invalid token')
    const gone = house({ account: someAccount({ id: 8 }) })
    expect(await refusalOf(gone.reset())).toBe('invalid token')
    expect([...unknown.deeds, ...gone.deeds]).toEqual([])
  })

  it('is refused when the link was used a moment ago, and nothing more is done', async () => {
    const { reset, names } = house({ ended: undefined })
    expect(await refusalOf(reset())).toBe('invalid token')
    expect(names()).toEqual(['reset'])
  })

  it('that ends no session is none the less written down and told', async () => {
    const { reset, names } = house({ ended: [] })
    await reset()
    expect(names()).toEqual(['reset', 'event', 'strength', 'job'])
  })

  it('that is too weak leaves the link as it was', async () => {
    const { reset, deeds } = house()
    expect(await refusalOf(reset('link', 'geese pond'))).toBe('password-too-short password')
    expect(await refusalOf(reset('link', 'anna@example.org'))).toBe('password-common password')
    expect(deeds).toEqual([])
  })

  it('may be short where a second factor guards the account, and that is remembered', async () => {
    const { reset, deeds } = house({ sealedSeed: 'seed' })
    await reset('link', 'geese pond')
    expect(deeds).toContainEqual(['strength', 7, true])
  })
})
