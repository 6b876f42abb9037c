import { expect, test } from 'vitest'
import {
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
  someSession,
} from '../../testing/ports-under-test.ts'
import type { Account } from '../account/account.ts'
import { endedKey, sessionCacheKey } from './authenticate.ts'
import { renewSession } from './renew-session.ts'
import type { Session } from './session.ts'

const actor = { accountId: 7, isAdmin: false, sessionId: 'old' }
const device = { ip: '192.0.2.1', userAgent: 'curl', deviceToken: 'known' }

function house(session?: Session, account?: Account) {
  const rest = portsUnderTest({
    store: {
      sessions: { renew: async (...how) => (rest.deeds.push(['renew', ...how]), session) },
      accounts: { find: async (id) => (id === 7 ? account : undefined) },
    },
  })
  return { ...rest, renew: renewSession(rest.ports) }
}

test('the session goes on under other secrets until its old end, and the old ones are out', async () => {
  const { renew, deeds } = house(someSession({ remember: true }), someAccount())
  expect(await renew(actor, device)).toEqual({
    account: someAccount(),
    sessionId: 'token-1',
    refreshToken: 'token-2',
    refreshExpiresAt: someSession().expiresAt,
    remember: true,
  })
  expect(deeds).toEqual([
    ['renew', 'old', { id: 'token-1', refreshHash: '#token-2' }, noon],
    ['cache', endedKey('old'), 60],
    ['forget', sessionCacheKey('old')],
    [
      'event',
      { accountId: 7, sessionId: 'token-1' },
      { type: 'session_renewed', ip: '192.0.2.1', userAgent: 'curl' },
    ],
  ])
})

test.each([
  ['ended meanwhile', undefined, someAccount()],
  ['has no account any more', someSession(), undefined],
])('one that %s cannot be renewed', async (_what, session, account) => {
  expect(await refusalOf(house(session, account).renew(actor, device))).toBe('unauthenticated')
})

test('a token has no session to renew', async () => {
  const { renew, deeds } = house(someSession(), someAccount())
  const token = { id: 1, scopes: [] }
  const asked = renew({ accountId: 7, isAdmin: false, token }, device)
  expect(await refusalOf(asked)).toBe('unauthenticated')
  expect(deeds).toEqual([])
})
