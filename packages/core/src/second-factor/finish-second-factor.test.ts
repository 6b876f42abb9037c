import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
} from '../../testing/ports-under-test.ts'
import type { Account } from '../account/account.ts'
import { secondFactors } from './index.ts'
import { secondFactorFor } from './second-factor-for.ts'
import type { WaitingSignIn } from './second-factor.ts'

const device = { ip: '192.0.2.1', userAgent: 'curl/8' }

interface Situation {
  waiting?: WaitingSignIn | undefined
  account?: Account | undefined
  wrong?: boolean
  /** Somebody else ended the ticket in the same moment. */
  taken?: boolean
}

function house(is: Situation = {}) {
  const waiting = { accountId: 7, remember: true, attemptsLeft: 0 }
  const given = portsUnderTest({
    store: {
      accounts: { find: async () => ('account' in is ? is.account : someAccount()) },
      secondFactors: {
        tryPending: async (...asked) => {
          given.deeds.push(['try', ...asked])
          return 'waiting' in is ? is.waiting : waiting
        },
        takePending: async (hash) => (given.deeds.push(['take', hash]), !is.taken),
        chargeAttempt: async () => (given.deeds.push(['charge']), { failures: 1 }),
        useRecoveryCode: async (...used) => (given.deeds.push(['use', ...used]), !is.wrong),
        forgetAttempts: async () => {},
      },
      sessions: {
        add: async ({ accountId, remember }) => {
          given.deeds.push(['session', accountId, remember])
          return 'known'
        },
      },
    },
  })
  return {
    ...secondFactors(given.ports),
    deeds: given.deeds,
    names: () => given.deeds.map(([w]) => w),
  }
}

const step = { ticket: 'ticket', recoveryCode: 'AAAA' }

describe('the second step of a sign-in', () => {
  it('is a ticket, one of its five attempts, and a right code', async () => {
    const { finish, deeds } = house()
    expect(await finish(step, device)).toMatchObject({ account: { id: 7 }, remember: true })
    const done = deeds.filter(([what]) => !['event', 'job', 'audit'].includes(what))
    expect(done).toEqual([
      ['try', '#ticket', 5, noon],
      ['charge'],
      ['use', 7, '#AAAA', noon],
      ['take', '#ticket'],
      ['session', 7, true],
    ])
  })

  it('may say otherwise whether it is remembered', async () => {
    const { finish } = house()
    expect(await finish({ ...step, remember: false }, device)).toMatchObject({ remember: false })
  })

  const dead = { accountId: 7, remember: false, attemptsLeft: undefined }
  it.each([
    ['by a ticket that nobody gave, or of long ago', undefined, 'unauthenticated'],
    ['by a ticket that was tried too often', dead, 'too-many-requests'],
  ])('is refused %s: no code is looked at', async (_why, waiting, code) => {
    const { finish, names } = house({ waiting })
    expect(await refusalOf(finish(step, device))).toBe(code)
    expect(names()).toEqual(['try'])
  })

  it('is refused by a wrong code, and the ticket goes on', async () => {
    const { finish, names } = house({ wrong: true })
    expect(await refusalOf(finish(step, device))).toBe('wrong-credentials')
    expect(names()).toEqual(['try', 'charge', 'use', 'event'])
  })

  it.each([
    ['whose account has gone', { account: undefined }],
    ['whose account was closed', { account: someAccount({ disabledAt: noon }) }],
    ['that somebody else has just finished', { taken: true }],
  ])('is refused to one %s', async (_which, is) => {
    const { finish, names } = house(is)
    expect(await refusalOf(finish(step, device))).toBe('unauthenticated')
    expect(names()).not.toContain('session')
  })
})

describe('after a right password', () => {
  function ask(known: { sealedSeed?: string; recoveryCodes: number; passkeys: number }) {
    const given = portsUnderTest({
      store: {
        secondFactors: {
          find: async () => known,
          addPending: async (...asked) => void given.deeds.push(['waiting', ...asked]),
        },
      },
    })
    return { asked: secondFactorFor(given.ports)(7, { remember: true }), deeds: given.deeds }
  }

  it('nothing more is asked for where no app was ever confirmed', async () => {
    const { asked, deeds } = ask({ recoveryCodes: 0, passkeys: 1 })
    expect(await asked).toBeUndefined()
    expect(deeds).toEqual([])
  })

  it('a ticket of five minutes is given, of which the hash is kept', async () => {
    const { asked, deeds } = ask({ sealedSeed: 's', recoveryCodes: 0, passkeys: 0 })
    expect(await asked).toEqual({ ticket: 'token-1', methods: ['totp'], expiresIn: 300 })
    const kept = { ticketHash: '#token-1', accountId: 7, remember: true, expiresAt: after(300) }
    expect(deeds).toEqual([['waiting', kept, noon]])
  })

  it.each([
    [1, 0, ['totp', 'recovery-code']],
    [0, 1, ['totp', 'passkey']],
    [9, 2, ['totp', 'recovery-code', 'passkey']],
  ])('%i recovery codes and %i passkeys: %j', async (recoveryCodes, passkeys, methods) => {
    const { asked } = ask({ sealedSeed: 's', recoveryCodes, passkeys })
    expect(await asked).toMatchObject({ methods })
  })
})
