import { describe, expect, it } from 'vitest'
import { portsUnderTest, refusalOf, someAccount } from '../../testing/ports-under-test.ts'
import type { Account } from './account.ts'
import { getProfile, updateProfile } from './profile.ts'

const actor = { accountId: 7, isAdmin: false, sessionId: 'sid' }

function house(account: Account | undefined = someAccount()) {
  const { ports, deeds } = portsUnderTest({
    store: {
      accounts: {
        find: async (id) => (id === account?.id ? account : undefined),
        update: async (...how) => (
          deeds.push(['update', ...how]),
          how[1].username === 'taken' ? undefined : account
        ),
      },
    },
  })
  return { get: getProfile(ports), update: updateProfile(ports), deeds }
}

describe('the own profile', () => {
  it('is that of the account, and of nobody else', async () => {
    expect(await house().get(actor)).toEqual(someAccount())
    expect(await refusalOf(house(someAccount({ id: 8 })).get(actor))).toBe('unauthenticated')
  })

  it('is changed where it was asked for and nowhere else, and that is written down', async () => {
    const { update, deeds } = house()
    const change = { firstName: 'Anne', dateOfBirth: null }
    expect(await update(actor, change)).toEqual(someAccount())
    expect(deeds).toEqual([
      ['update', 7, change],
      ['audit', actor, { action: 'profile.update' }],
    ])
  })

  it('keeps languages and time zones in the form that all machines know', async () => {
    const { update, deeds } = house()
    await update(actor, { language: 'DE-at', timeZone: 'europe/berlin' })
    expect(deeds[0]).toEqual(['update', 7, { language: 'de-AT', timeZone: 'Europe/Berlin' }])
  })

  it.each([
    [{ language: 'en_US' }, 'invalid language'],
    [{ timeZone: 'Europe/Atlantis' }, 'invalid time_zone'],
    [{ timeZone: '' }, 'invalid time_zone'],
    [{ language: '' }, 'invalid language'],
  ])('takes no %j', async (change, refusal) => {
    const { update, deeds } = house()
    expect(await refusalOf(update(actor, change))).toBe(refusal)
    expect(deeds).toEqual([])
  })

  it('takes no username of somebody else, and writes nothing down', async () => {
    const { update, deeds } = house()
    expect(await refusalOf(update(actor, { username: 'taken' }))).toBe('conflict username')
    expect(deeds.map(([what]) => what)).toEqual(['update'])
  })
})
