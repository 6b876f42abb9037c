import { expect, test } from 'vitest'
import { noon, portsUnderTest, refusalOf, someAccount } from '../../testing/ports-under-test.ts'
import type { AccountLinkRepository } from './account-link.ts'
import { confirmEmail } from './email.ts'

const where = { ip: '192.0.2.1', userAgent: 'Firefox/140.0' }
const before = someAccount({ language: 'de' })
const changed = { ...before, email: 'anna@example.com' }

interface Situation {
  outcome?: Awaited<ReturnType<AccountLinkRepository['confirmEmail']>>
  /** The account, as it is found one time after the other. */
  found?: ReturnType<typeof someAccount>[]
}

function house({ outcome = 'changed', found = [before, changed] }: Situation = {}) {
  const accounts = [...found]
  const { ports, deeds } = portsUnderTest({
    store: {
      accounts: {
        find: async (id) => {
          expect(id).toBe(7)
          return accounts.shift()
        },
      },
      accountLinks: {
        findAccount: async (hash, purpose, now) => {
          expect([purpose, now]).toEqual(['confirm-email', noon])
          return hash === '#link' ? 7 : undefined
        },
      },
    },
    own: {
      accountLinks: {
        confirmEmail: async (...how) => (deeds.push(['confirm', ...how]), outcome),
      },
    },
  })
  const confirm = (token = 'link') => confirmEmail(ports)(token, { ...where, deviceToken: 'kept' })
  return { confirm, deeds }
}

const confirmed = ['confirm', '#link', noon]
const updated = (result: string) => [
  'event',
  7,
  { type: 'user_updated', details: { what: 'email', result }, ...where },
]

test('a new address is written down, and the old one told of it in its language', async () => {
  const { confirm, deeds } = house()
  await confirm()
  const content = {
    to: { email: 'anna@example.org', name: 'Anna', language: 'de' },
    letter: { kind: 'email-changed', newEmail: 'anna@example.com' },
  }
  const sealed = `letter: ${JSON.stringify(content)}`
  expect(deeds).toEqual([
    confirmed,
    updated('changed'),
    ['job', { kind: 'send-letter', payload: { sealed }, maxAttempts: 8 }],
  ])
})

test('the same address is confirmed without a letter', async () => {
  const { confirm, deeds } = house({ outcome: 'verified' })
  await confirm()
  expect(deeds).toEqual([confirmed, updated('verified')])
})

test.each([
  ['gone', 'invalid token'],
  ['taken', 'conflict email'],
] as const)('a link that is %s by now does nothing', async (outcome, refusal) => {
  const { confirm, deeds } = house({ outcome })
  expect(await refusalOf(confirm())).toBe(refusal)
  expect(deeds).toEqual([confirmed])
})

test('a link that nobody knows, or whose account is gone, does nothing', async () => {
  const unknown = house()
  expect(await refusalOf(unknown.confirm('other'))).toBe('invalid token')
  const gone = house({ found: [] })
  expect(await refusalOf(gone.confirm())).toBe('invalid token')
  expect([...unknown.deeds, ...gone.deeds]).toEqual([])
})

test('an account that ends at that moment gets no letter', async () => {
  const { confirm, deeds } = house({ found: [before] })
  await confirm()
  expect(deeds).toEqual([confirmed, updated('changed')])
})
