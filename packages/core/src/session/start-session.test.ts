import { expect, test } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
} from '../../testing/ports-under-test.ts'
import type { Familiarity } from './session.ts'
import { startSession, type Device } from './start-session.ts'

const where = { ip: '192.0.2.1', userAgent: 'Firefox/140.0 (Linux)' }

async function start(familiarity: Familiarity, { remember = false, ...more }: Start = {}) {
  const { ports, deeds } = portsUnderTest({
    store: {
      sessions: { add: async (session) => (deeds.push(['add', session]), familiarity) },
    },
  })
  const device = { ...where, ...more }
  const signedIn = await startSession(ports)(someAccount(), { remember, device })
  return { signedIn, deeds }
}
type Start = Device & { remember?: boolean }

test('a session is kept by hashes alone, and written down before anybody is in', async () => {
  const { signedIn, deeds } = await start('known')
  expect(signedIn).toEqual({
    account: someAccount(),
    sessionId: 'token-1',
    refreshToken: 'token-2',
    refreshExpiresAt: after(86_400),
    remember: false,
    deviceToken: 'token-3',
  })
  expect(deeds).toEqual([
    [
      'add',
      {
        id: 'token-1',
        accountId: 7,
        createdAt: noon,
        expiresAt: after(86_400),
        remember: false,
        refreshHash: '#token-2',
        oldDeviceHash: undefined,
        newDeviceHash: '#token-3',
        ...where,
      },
    ],
    ['audit', { accountId: 7, sessionId: 'token-1' }, { action: 'session.start' }],
    ['event', { type: 'authn_login_success', accountId: 7, ...where }],
  ])
})

test('one that is remembered lasts a fortnight', async () => {
  const { signedIn, deeds } = await start('known', { remember: true })
  expect(signedIn).toMatchObject({ remember: true, refreshExpiresAt: after(1_209_600) })
  expect(deeds[0]).toMatchObject(['add', { remember: true, expiresAt: after(1_209_600) }])
})

test('what the browser kept is shown, and another takes its place', async () => {
  const { signedIn, deeds } = await start('known', { deviceToken: 'kept' })
  expect(signedIn.deviceToken).toBe('token-3')
  expect(deeds[0]).toMatchObject(['add', { oldDeviceHash: '#kept', newDeviceHash: '#token-3' }])
})

test('a device that is new is told of, at last', async () => {
  const { deeds } = await start('new')
  const payload = {
    accountId: 7,
    notice: 'new-sign-in',
    at: noon.toISOString(),
    device: 'Firefox on Linux',
  }
  expect(deeds.at(-1)).toEqual(['job', { kind: 'send-notice', payload }])
})

test.each(['known', 'first'] as const)('one that is %s is not', async (familiarity) => {
  const { deeds } = await start(familiarity)
  expect(deeds.map(([what]) => what)).toEqual(['add', 'audit', 'event'])
})

test('a password that was changed meanwhile starts nothing, and nobody is told of a sign-in', async () => {
  const { ports, deeds } = portsUnderTest({
    store: {
      sessions: {
        add: async ({ passwordHash }) => void deeds.push(['add', passwordHash]),
      },
    },
  })
  const options = { remember: false, device: where, passwordHash: 'hash of old' }
  const started = startSession(ports)(someAccount(), options)
  expect(await refusalOf(started)).toBe('wrong-credentials')
  expect(deeds).toEqual([['add', 'hash of old']])
})

test('without a record of it nobody is in', async () => {
  const { ports } = portsUnderTest({
    store: {
      sessions: { add: async () => 'known' },
      securityEvents: { write: () => Promise.reject(new Error('disk full')) },
    },
  })
  const options = { remember: false, device: where }
  await expect(startSession(ports)(someAccount(), options)).rejects.toThrow('disk full')
})
