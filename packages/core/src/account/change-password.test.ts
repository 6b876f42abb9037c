import { describe, expect, it } from 'vitest'
import { noon, portsUnderTest, refusalOf, someAccount } from '../../testing/ports-under-test.ts'
import { changePassword } from './change-password.ts'

const actor = { accountId: 7, isAdmin: false, sessionId: 'sid' }
const where = { ip: '192.0.2.1', userAgent: 'Firefox/140.0 (Linux)' }
const right = { currentPassword: 'right', newPassword: 'seven geese on a pond' }

interface Situation {
  account?: ReturnType<typeof someAccount>
  sealedSeed?: string
  waitSeconds?: number
  hasAny?: () => Promise<boolean>
  /** Somebody else set another one meanwhile. */
  outrun?: boolean
}

function house(situation: Situation = {}) {
  const { account = someAccount(), sealedSeed, waitSeconds = 0, outrun = false } = situation
  const { ports, deeds } = portsUnderTest({
    store: {
      accounts: {
        find: async (id) => (id === account.id ? account : undefined),
        setPassword: async (...how) => (deeds.push(['set', ...how]), !outrun),
      },
      signIns: {
        openProof: async (...whose) => {
          deeds.push(['proof', ...whose])
          const attempt = { subject: '7', device: 'session', counted: true, locked: false }
          return { ...attempt, waitSeconds, accountId: 7, passwordHash: 'hash of right' }
        },
        close: async (_attempt, is) => (deeds.push(['close', is]), false),
      },
      secondFactors: {
        find: async () => ({ sealedSeed, recoveryCodes: 0, passkeys: 0 }),
        notePasswordStrength: async (...how) => void deeds.push(['strength', ...how]),
      },
      sessions: { endOf: async (...whose) => (deeds.push(['end', ...whose]), []) },
    },
    commonPasswords: { hasAny: situation.hasAny ?? (async () => false) },
  })
  const change = changePassword(ports)
  return {
    change: (wanted: Parameters<typeof change>[1], who: Parameters<typeof change>[0] = actor) =>
      change(who, wanted, { ...where, deviceToken: 'kept' }),
    deeds,
    names: () => deeds.map(([what]) => what),
  }
}

describe('another password', () => {
  it('ends every other session, is written down and told with the device', async () => {
    const { change, deeds } = house()
    await change(right)
    const payload = {
      accountId: 7,
      notice: 'password-changed',
      at: noon.toISOString(),
      device: 'Firefox on Linux',
    }
    expect(deeds).toEqual([
      ['proof', 7, 'sid', noon],
      ['close', true],
      ['set', 7, 'hash of seven geese on a pond', noon, 'hash of right'],
      ['strength', 7, false],
      ['end', 7, { keep: 'sid' }],
      ['event', { type: 'authn_password_change', accountId: 7, ...where }],
      ['job', { kind: 'send-notice', payload }],
    ])
  })

  it('is not set by who knew one that was changed meanwhile', async () => {
    const { change, names } = house({ outrun: true })
    expect(await refusalOf(change(right))).toBe('forbidden current_password')
    expect(names()).toEqual(['proof', 'close', 'set'])
  })

  it('needs the old one', async () => {
    const { change, names } = house()
    const wrong = change({ ...right, currentPassword: 'wrong' })
    expect(await refusalOf(wrong)).toBe('forbidden current_password')
    expect(names()).toEqual(['proof', 'close', 'event'])
  })

  it('is not looked at without it, nor for a token that has it', async () => {
    const { change, deeds } = house()
    const without = change({ newPassword: right.newPassword })
    expect(await refusalOf(without)).toBe('forbidden current_password')
    const token = { accountId: 7, isAdmin: false, token: { id: 1, scopes: [] } }
    expect(await refusalOf(change(right, token))).toBe('forbidden current_password')
    expect(deeds).toEqual([])
  })

  it('waits after too many wrong ones', async () => {
    const { change, names } = house({ waitSeconds: 30 })
    expect(await refusalOf(change(right))).toBe('too-many-requests')
    expect(names()).toEqual(['proof'])
  })

  it('is refused for an account that is gone, before anything is asked', async () => {
    const { change, deeds } = house({ account: someAccount({ id: 8 }) })
    expect(await refusalOf(change(right))).toBe('unauthenticated')
    expect(deeds).toEqual([])
  })
})

describe('a new password that will not do', () => {
  it.each([
    ['geese pond', 'password-too-short new_password'],
    ['anna@example.org', 'password-common new_password'],
    ['seven geese on a pond '.repeat(12), 'invalid new_password'],
  ])('%s changes nothing', async (newPassword, refusal) => {
    const { change, names } = house()
    expect(await refusalOf(change({ ...right, newPassword }))).toBe(refusal)
    expect(names()).toEqual(['proof', 'close'])
  })

  it('says so in the same words as everywhere', async () => {
    const { change } = house()
    const short = change({ ...right, newPassword: 'geese pond' })
    await expect(short).rejects.toThrow('at least 15 characters')
  })

  it('may be short where a second factor guards the account, and that is remembered', async () => {
    const { change, deeds } = house({ sealedSeed: 'seed' })
    await change({ ...right, newPassword: 'geese pond' })
    expect(deeds).toContainEqual(['strength', 7, true])
  })

  it('is not blamed for what else failed', async () => {
    const { change } = house({ hasAny: () => Promise.reject(new TypeError('no list')) })
    await expect(change(right)).rejects.toThrow(TypeError)
  })
})
