import { expect, test } from 'vitest'
import { portsUnderTest, refusalOf, someAccount } from '../../testing/ports-under-test.ts'
import { addAdministrator } from './add-administrator.ts'

const person = { username: 'anna', email: 'anna@example.org', firstName: 'Anna', lastName: 'Lind' }
const password = 'seven geese on a pond'

function house(free = true) {
  const { ports, deeds } = portsUnderTest({
    store: {
      accounts: {
        add: async (account) => (deeds.push(['add', account]), free ? someAccount() : undefined),
      },
    },
  })
  return { add: addAdministrator(ports), deeds }
}

test('the owner of the machine adds an administrator, and that is written down', async () => {
  const { add, deeds } = house()
  expect(await add({ ...person, password })).toEqual(someAccount())
  expect(deeds).toEqual([
    ['add', { ...person, passwordHash: `hash of ${password}`, isAdmin: true }],
    ['event', { type: 'user_created', accountId: 7, details: { administrator: 1 } }],
  ])
})

test('two of a name are refused, and nothing is written down', async () => {
  const { add, deeds } = house(false)
  expect(await refusalOf(add({ ...person, password }))).toBe('conflict')
  expect(deeds.map(([what]) => what)).toEqual(['add'])
})

test('the password has to be as good as everybody’s', async () => {
  const { add, deeds } = house()
  const own = add({ ...person, password: 'anna@example.org' })
  expect(await refusalOf(own)).toBe('password-common password')
  expect(deeds).toEqual([])
})
