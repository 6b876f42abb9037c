import { describe, expect, it } from 'vitest'
import {
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
  type Given,
} from '../../testing/ports-under-test.ts'
import type { KnownFactors } from '../second-factor/second-factor.ts'
import { sessions } from './index.ts'
import type { Attempt, TypedAddress } from './sign-in-attempt.ts'

const annas = { email: 'Anna@Example.org', password: 'right' }
const device = { ip: '192.0.2.1', userAgent: 'Firefox/140.0' }

interface Situation {
  attempt?: Partial<Attempt>
  account?: ReturnType<typeof someAccount> | undefined
  factors?: Partial<KnownFactors>
  needsRehash?: boolean
}

function house({ attempt, factors, needsRehash = false, ...more }: Situation = {}) {
  const account = 'account' in more ? more.account : someAccount()
  const opened: [TypedAddress, Date][] = []
  const tiedTo: (string | undefined)[] = []
  const answer: Attempt = {
    subject: '7',
    device: '',
    counted: true,
    waitSeconds: 0,
    accountId: 7,
    passwordHash: 'hash of right',
    locked: false,
    ...attempt,
  }
  const store: Given['store'] = {
    signIns: {
      openSignIn: async (...typed) => (opened.push(typed), answer),
      close: async (_attempt, right) => (deeds.push(['close', right]), false),
    },
    accounts: {
      find: async (id) => (expect(id).toBe(7), account),
      replacePasswordHash: async (...how) => void deeds.push(['rehash', ...how]),
    },
    secondFactors: {
      find: async () => ({ recoveryCodes: 0, passkeys: 0, ...factors }),
      addPending: async ({ remember }) => void deeds.push(['ticket', remember]),
    },
    sessions: {
      add: async ({ remember, passwordHash }) => (
        tiedTo.push(passwordHash),
        deeds.push(['session', remember]),
        'known'
      ),
    },
  }
  const { ports, deeds } = portsUnderTest({ store })
  ports.passwords.needsRehash = (hash) => needsRehash && hash === answer.passwordHash
  return {
    logIn: sessions(ports).logIn,
    opened,
    tiedTo,
    deeds,
    names: () => deeds.map(([what]) => what),
  }
}

describe('signing in', () => {
  it('with the right password starts a session', async () => {
    const { logIn, names, deeds } = house()
    expect(await logIn(annas, device)).toMatchObject({ account: { id: 7 }, sessionId: 'token-1' })
    expect(names()).toEqual(['close', 'session', 'audit', 'event'])
    expect(deeds).toContainEqual(['session', false])
  })

  it('counts only while the password is the one that was right, in whatever form', async () => {
    const [same, renewed] = [house(), house({ needsRehash: true })]
    for (const { logIn } of [same, renewed]) await logIn(annas, device)
    expect([same.tiedTo, renewed.tiedTo]).toEqual([['hash of right'], [undefined]])
  })

  it('remembers when that is asked for', async () => {
    const { logIn, deeds } = house()
    expect(await logIn({ ...annas, remember: true }, device)).toMatchObject({ remember: true })
    expect(deeds).toContainEqual(['session', true])
  })

  it('is one attempt at an address, however it is written, and by a browser', async () => {
    const { logIn, opened } = house()
    await logIn(annas, device)
    await logIn({ ...annas, email: 'ANNA@example.ORG' }, { ...device, deviceToken: 'kept' })
    const addressPrint = 'print of sign-in address anna@example.org'
    expect(opened).toEqual([
      [{ email: 'Anna@Example.org', addressPrint, deviceHash: undefined }, noon],
      [{ email: 'ANNA@example.ORG', addressPrint, deviceHash: '#kept' }, noon],
    ])
  })
})

describe('one answer for', () => {
  const nobody = { accountId: undefined, passwordHash: undefined }
  const closedAccount = someAccount({ disabledAt: noon })
  it.each<[string, Situation, string]>([
    ['a wrong password', {}, 'wrong'],
    ['an address without an account', { attempt: nobody }, 'right'],
    ['an account that an administrator closed', { account: closedAccount }, 'right'],
    ['an account that went meanwhile', { account: undefined }, 'right'],
    ['a hash that hangs on no account', { attempt: { accountId: undefined } }, 'right'],
  ])('%s', async (_what, situation, password) => {
    const { logIn, names } = house({ ...situation, needsRehash: true })
    expect(await refusalOf(logIn({ ...annas, password }, device))).toBe('wrong-credentials')
    for (const deed of ['session', 'ticket', 'rehash']) expect(names()).not.toContain(deed)
  })

  it('and another during a wait', async () => {
    const { logIn, deeds } = house({ attempt: { waitSeconds: 30 } })
    expect(await refusalOf(logIn(annas, device))).toBe('too-many-requests')
    expect(deeds).toEqual([])
  })
})

describe('where a second factor is set up', () => {
  it('the password gives a ticket and no session', async () => {
    const { logIn, names, deeds } = house({ factors: { sealedSeed: 'seed', passkeys: 1 } })
    const asked = await logIn({ ...annas, remember: true }, device)
    expect(asked).toEqual({ ticket: 'token-1', methods: ['totp', 'passkey'], expiresIn: 300 })
    expect(names()).toEqual(['close', 'ticket'])
    expect(deeds[1]).toEqual(['ticket', true])
  })
})

describe('a hash of an older kind', () => {
  it('is renewed before the second step, once the password was right', async () => {
    const { logIn, deeds } = house({ needsRehash: true, factors: { sealedSeed: 'seed' } })
    await logIn(annas, device)
    expect(deeds).toEqual([
      ['close', true],
      ['rehash', 7, 'hash of right', 'hash of right'],
      ['ticket', false],
    ])
  })

  it('stays after a wrong one', async () => {
    const { logIn, names } = house({ needsRehash: true })
    await refusalOf(logIn({ ...annas, password: 'wrong' }, device))
    expect(names()).toEqual(['close', 'event'])
  })
})
