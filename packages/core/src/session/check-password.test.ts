import { expect, test } from 'vitest'
import { noon, portsUnderTest, refusalOf } from '../../testing/ports-under-test.ts'
import { checkAttempt } from './check-password.ts'
import type { Attempt } from './sign-in-attempt.ts'

const browser = { ip: '192.0.2.1', userAgent: 'Firefox/140.0' }
const failed = ['event', { type: 'authn_login_fail', accountId: 7, ...browser }]
const lockedEvent = ['event', { type: 'authn_login_lock', accountId: 7, ...browser }]

const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  subject: '7',
  device: '',
  counted: true,
  waitSeconds: 0,
  accountId: 7,
  passwordHash: 'hash of right',
  locked: false,
  ...more,
})

function house({ locks = false } = {}) {
  const closed: unknown[] = []
  const { ports, deeds } = portsUnderTest({
    store: { signIns: { close: async (...how) => (closed.push(how), locks) } },
  })
  const check = checkAttempt(ports)
  return {
    closed,
    deeds,
    check: (given: Attempt, password: string) =>
      check(given, password, { ...browser, deviceToken: 'kept' }),
  }
}

test('the right password opens, counts no more as a failure, and nothing is written down', async () => {
  const { check, closed, deeds } = house()
  expect(await check(attempt(), 'right')).toBe(true)
  expect(closed).toEqual([[attempt(), true, noon, 100]])
  expect(deeds).toEqual([])
})

test('a wrong one does not, stays counted and is written down', async () => {
  const { check, closed, deeds } = house()
  expect(await check(attempt(), 'wrong')).toBe(false)
  expect(closed).toEqual([[attempt(), false, noon, 100]])
  expect(deeds).toEqual([failed])
})

test('during a wait nothing is looked at, and the seconds are told, rounded up', async () => {
  for (const waitSeconds of [0.001, 29.2, 30]) {
    const { check, closed, deeds } = house()
    const retryAfter = Math.ceil(waitSeconds)
    await expect(check(attempt({ waitSeconds }), 'right')).rejects.toMatchObject({
      code: 'too-many-requests',
      details: { retryAfter },
    })
    expect([closed, deeds]).toEqual([[], []])
  }
})

test('the failure that locks the password is told to its owner', async () => {
  const { check, deeds } = house({ locks: true })
  expect(await check(attempt(), 'wrong')).toBe(false)
  const payload = { accountId: 7, notice: 'account-locked', at: noon.toISOString() }
  expect(deeds).toEqual([failed, lockedEvent, ['job', { kind: 'send-notice', payload }]])
})

test('an address without an account can be locked, too; nobody is told', async () => {
  const { check, deeds } = house({ locks: true })
  const stranger = attempt({ accountId: undefined, passwordHash: undefined })
  expect(await check(stranger, 'right')).toBe(false)
  expect(deeds).toEqual([['event', { type: 'authn_login_fail', accountId: undefined, ...browser }]])
})

test('a locked password opens nothing, right or wrong, and who guesses is not told that it is', async () => {
  for (const password of ['right', 'wrong']) {
    const { check, closed, deeds } = house()
    expect(await check(attempt({ locked: true }), password)).toBe(false)
    expect(closed).toEqual([[attempt({ locked: true }), false, noon, 100]])
    expect(deeds).toEqual([failed])
  }
})

test('a browser that the person used before is told so, if it knows the password', async () => {
  const { check, deeds } = house()
  const own = attempt({ locked: true, device: 'known' })
  expect(await refusalOf(check(own, 'right'))).toBe('forbidden')
  expect(deeds).toEqual([failed])
  expect(await check(own, 'wrong')).toBe(false)
})
