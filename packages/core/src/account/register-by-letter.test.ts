import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
} from '../../testing/ports-under-test.ts'
import { askByLetter, confirmRegistration } from './register-by-letter.ts'
import type { PendingOutcome, RegistrationOutcome, RegistrationRepository } from './registration.ts'

const newcomer = {
  username: 'anna',
  email: 'anna@example.org',
  passwordHash: 'hash of right',
  firstName: 'Anna',
  lastName: 'Lind',
}

function house(registrations: Partial<RegistrationRepository>) {
  const { ports, deeds } = portsUnderTest({
    store: {
      registrations,
      accounts: {
        find: async (id) => {
          expect(id).toBeTypeOf('number')
          return id === 7 ? someAccount() : undefined
        },
      },
      sessions: { add: async ({ remember }) => (deeds.push(['session', remember]), 'first') },
    },
  })
  return { ask: askByLetter(ports), confirm: confirmRegistration(ports), deeds }
}

describe('asking for an account by letter', () => {
  const ask = async (outcome: PendingOutcome, taken = false) => {
    const asked: unknown[] = []
    const { ask, deeds } = house({
      isUsernameTaken: async (username) => (asked.push(['name', username]), taken),
      addPending: async (...how) => (asked.push(['pending', ...how]), outcome),
    })
    const refusal = await refusalOf(
      ask(newcomer).then((answer) => expect(answer).toBe('check-mail')),
    )
    return { refusal, asked, deeds }
  }
  const letter = (content: object) => {
    const to = { email: 'anna@example.org', name: '', language: 'en' }
    const sealed = `letter: ${JSON.stringify({ to, letter: content })}`
    return [['job', { kind: 'send-letter', payload: { sealed }, maxAttempts: 8 }]]
  }

  it('keeps what was asked for a day, and sends the link that makes it', async () => {
    const { asked, deeds } = await ask('new')
    expect(asked).toEqual([
      ['name', 'anna'],
      ['pending', '#token-1', newcomer, after(86_400)],
    ])
    const link = 'https://phrm.example/register#confirm=token-1'
    expect(deeds).toEqual(letter({ kind: 'confirm-registration', link }))
  })

  it('tells the owner of an address with an account, and nobody else', async () => {
    const { refusal, deeds } = await ask('existing')
    expect(refusal).toBeUndefined()
    const link = 'https://phrm.example/sign-in'
    expect(deeds).toEqual(letter({ kind: 'already-registered', link }))
  })

  it('sends no letter when enough wait, with the same answer', async () => {
    const { refusal, deeds } = await ask('enough')
    expect(refusal).toBeUndefined()
    expect(deeds).toEqual([])
  })

  it('refuses a username that is taken before it looks at the address', async () => {
    const { refusal, asked, deeds } = await ask('existing', true)
    expect(refusal).toBe('conflict username')
    expect(asked).toEqual([['name', 'anna']])
    expect(deeds).toEqual([])
  })
})

describe('following the link', () => {
  const follow = async (
    { token = 'link', password = 'right' }: { token?: string; password?: string },
    outcome: RegistrationOutcome = { accountId: 7 },
  ) => {
    const confirmed: unknown[] = []
    const { confirm, deeds } = house({
      findPending: async (hash, now) =>
        hash === '#link' && now === noon ? { passwordHash: 'hash of right' } : undefined,
      confirm: async (...how) => (confirmed.push(how), outcome),
    })
    let account: number | undefined
    const refusal = await refusalOf(
      confirm({ token, password }, {}).then((entered) => (account = entered.account.id)),
    )
    return { refusal, account, confirmed, deeds }
  }

  it('with the password that was chosen makes the account, and enters', async () => {
    const { account, confirmed, deeds } = await follow({})
    expect(account).toBe(7)
    expect(confirmed).toEqual([['#link', noon]])
    expect(deeds.slice(0, 2)).toEqual([
      ['audit', 7, { action: 'account.register' }],
      ['session', false],
    ])
  })

  it.each([
    ['by an unknown link', { token: 'other' }, 'not-found'],
    ['with another password', { password: 'wrong' }, 'wrong-credentials password'],
  ])('%s uses nothing up', async (_what, given, code) => {
    const { refusal, confirmed, deeds } = await follow(given)
    expect(refusal).toBe(code)
    expect([confirmed, deeds]).toEqual([[], []])
  })

  it.each<[string, RegistrationOutcome, string]>([
    ['used a moment ago', 'gone', 'not-found'],
    ['for a name that was taken meanwhile', 'taken', 'conflict'],
    ['of an account that ended at once', { accountId: 8 }, 'conflict'],
  ])('%s signs nobody in', async (_what, outcome, code) => {
    const { refusal, deeds } = await follow({}, outcome)
    expect(refusal).toBe(code)
    expect(deeds).toEqual([])
  })
})
