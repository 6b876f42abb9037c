import { describe, expect, it } from 'vitest'
import { after, noon, portsUnderTest, refusalOf } from '../../testing/ports-under-test.ts'
import { DomainError } from '../errors.ts'
import { checkCode } from './check-code.ts'

const device = { ip: '192.0.2.1', userAgent: 'curl/8', deviceToken: 'kept by the browser' }

interface Situation {
  failures?: number
  waitUntil?: Date
  /** Nobody set an app up. */
  bare?: boolean
  /** The step, or the recovery code, was used before. */
  used?: boolean
}

function house({ failures = 1, ...is }: Situation = {}) {
  const given = portsUnderTest({
    store: {
      secondFactors: {
        chargeAttempt: async (...asked) => {
          given.deeds.push(['charge', ...asked])
          return { failures, waitUntil: is.waitUntil }
        },
        find: async (id) => ({
          sealedSeed: is.bare ? undefined : `totp:${id}: seed`,
          recoveryCodes: 0,
          passkeys: 0,
        }),
        useStep: async (...used) => (given.deeds.push(['step', ...used]), !is.used),
        useRecoveryCode: async (...used) => {
          given.deeds.push(['recovery', ...used])
          return !is.used && used[1] === '#ABCDOIB2'
        },
        forgetAttempts: async (id) => void given.deeds.push(['forget attempts', id]),
      },
    },
    oneTimeCodes: {
      newSeed: () => '',
      toUri: () => '',
      newRecoveryCode: () => '',
      findStep: (seed, code, now) =>
        seed === 'seed' && code === '123456' && now === noon ? 59 : undefined,
    },
  })
  const names = () => given.deeds.map(([what]) => what)
  return { check: checkCode(given.ports), deeds: given.deeds, names }
}

/** What the browser keeps has no place in the log. */
const from = { accountId: 7, ip: device.ip, userAgent: device.userAgent }

const failed = (factor: string) => [
  'event',
  { ...from, type: 'authn_login_fail', details: { factor } },
]

describe('a code of the app', () => {
  it.each(['123456', ' 123\n456 '])('that is right is used up: %j', async (code) => {
    const { check, deeds } = house()
    expect(await check(7, { code }, device)).toBe(true)
    expect(deeds).toEqual([
      ['charge', 7, noon],
      ['step', 7, 59],
      ['forget attempts', 7],
    ])
  })

  it('that is wrong is written down, and its failure is not forgotten', async () => {
    const { check, deeds } = house()
    expect(await check(7, { code: '654321' }, device)).toBe(false)
    expect(deeds).toEqual([['charge', 7, noon], failed('totp')])
  })

  it('that was used before is wrong', async () => {
    const { check, names, deeds } = house({ used: true })
    expect(await check(7, { code: '123456' }, device)).toBe(false)
    expect(names()).toEqual(['charge', 'step', 'event'])
    expect(deeds.at(-1)).toEqual(failed('totp'))
  })

  it('opens nothing where there is no app', async () => {
    const { check, names } = house({ bare: true })
    expect(await check(7, { code: '123456' }, device)).toBe(false)
    expect(names()).toEqual(['charge', 'event'])
  })

  it('counts at the hundredth attempt; after a hundred wrong ones the app is off', async () => {
    expect(await house({ failures: 100 }).check(7, { code: '123456' }, device)).toBe(true)
    const { check, names } = house({ failures: 101 })
    expect(await refusalOf(check(7, { code: '123456' }, device))).toBe('too-many-requests')
    expect(names()).toEqual(['charge'])
  })
})

describe('a recovery code', () => {
  it.each(['ABCD-OIB2', 'abcdoib2', ' ab cd-0i82 ', 'ABCD-0182'])(
    'as people type it is used up, written down and told: %j',
    async (recoveryCode) => {
      const { check, deeds } = house()
      expect(await check(7, { recoveryCode }, device)).toBe(true)
      expect(deeds).toMatchObject([
        ['charge', 7, noon],
        ['recovery', 7, '#ABCDOIB2', noon],
        ['forget attempts', 7],
        ['event', { ...from, type: 'authn_recovery_code_used' }],
        ['job', { payload: { accountId: 7, notice: 'recovery-code-used', device: 'curl' } }],
      ])
    },
  )

  it('that is wrong or was used is written down', async () => {
    for (const [is, recoveryCode] of [
      [{}, 'ABCD'],
      [{ used: true }, 'ABCDOIB2'],
    ] as const) {
      const { check, deeds, names } = house(is)
      expect(await check(7, { recoveryCode }, device)).toBe(false)
      expect(names()).toEqual(['charge', 'recovery', 'event'])
      expect(deeds.at(-1)).toEqual(failed('recovery-code'))
    }
  })

  it('opens the account whose app is off', async () => {
    const { check } = house({ failures: 5000 })
    expect(await check(7, { recoveryCode: 'ABCDOIB2' }, device)).toBe(true)
  })
})

describe('a wait', () => {
  it.each([
    [0.001, 1],
    [30, 30],
    [30.001, 31],
  ])('of %d seconds is told as %d, and no code is looked at', async (seconds, retryAfter) => {
    for (const proof of [{ code: '123456' }, { recoveryCode: 'ABCDOIB2' }]) {
      const { check, names } = house({ failures: 6, waitUntil: after(seconds) })
      const error: unknown = await check(7, proof, device).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(DomainError)
      expect(error).toMatchObject({ code: 'too-many-requests', details: { retryAfter } })
      expect(names()).toEqual(['charge'])
    }
  })
})
