import { describe, expect, it } from 'vitest'
import {
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
  type Given,
} from '../../testing/ports-under-test.ts'
import { accounts } from './index.ts'
import type { RegistrationMode, RegistrationOutcome } from './registration.ts'

const person = { username: 'anna', email: 'anna@example.org', firstName: 'Anna', lastName: 'Lind' }
const password = 'seven geese on a pond'
const kept = { ...person, passwordHash: `hash of ${password}` }
const device = { ip: '192.0.2.1' }

interface House {
  /** Accounts that are there. */
  count?: number
  /** What the administrator chose. */
  chosen?: RegistrationMode
  default?: RegistrationMode
  code?: string
  mail?: boolean
  /** Nobody has the name or was there first. */
  free?: boolean
  invited?: RegistrationOutcome
}

function house({ count = 1, chosen, code, mail = false, free = true, ...more }: House = {}) {
  const added = free ? someAccount() : undefined
  const note = (what: string, ...details: unknown[]) => deeds.push([what, ...details])
  const store: Given['store'] = {
    accounts: {
      count: async () => count,
      add: async (newcomer) => (note('add', newcomer), added),
      find: async (id) => (expect(id).toBe(7), someAccount()),
    },
    registrations: {
      findMode: async () => chosen,
      addFirst: async (newcomer) => (note('first', newcomer), added),
      addInvited: async (...how) => (note('invited', ...how), more.invited ?? { accountId: 7 }),
      isUsernameTaken: async () => false,
      addPending: async () => (note('pending'), 'new'),
    },
    sessions: { add: async ({ remember }) => (note('session', remember), 'first') },
  }
  const { ports, deeds } = portsUnderTest({ store, mailer: { configured: mail, send: never } })
  ports.settings.registration = more.default ?? 'closed'
  ports.settings.firstAccountCode = code
  const { register, registration } = accounts(ports)
  const come = (with_: { code?: string; invitation?: string; password?: string } = {}) =>
    register({ ...person, password, ...with_ }, device)
  return { come, registration, deeds, names: () => deeds.map(([what]) => what) }
}
const never = () => Promise.reject(new Error('not here'))
const entered = [
  ['audit', 7, { action: 'account.register' }],
  ['session', false],
]

describe('the first account', () => {
  it.each<RegistrationMode>(['open', 'invite', 'closed'])(
    'is free in a house that is %s, and enters at once',
    async (chosen) => {
      const { come, deeds } = house({ count: 0, chosen, mail: true })
      expect(await come()).toMatchObject({ account: { id: 7 }, remember: false })
      expect(deeds.slice(0, 3)).toEqual([['first', kept], ...entered])
    },
  )

  it('needs the code that was printed', async () => {
    for (const wrong of [{}, { code: '' }, { code: '1235' }]) {
      const { come, deeds } = house({ count: 0, code: '1234' })
      expect(await refusalOf(come(wrong))).toBe('invalid code')
      expect(deeds).toEqual([])
    }
    const { come, names } = house({ count: 0, code: '1234' })
    await come({ code: '1234' })
    expect(names()).toContain('session')
  })

  it('is for one of two who come at once', async () => {
    const { come, names } = house({ count: 0, free: false })
    expect(await refusalOf(come())).toBe('forbidden')
    expect(names()).toEqual(['first'])
  })
})

describe('after it', () => {
  it('nobody comes into a closed house, and without an invitation nobody where one is needed', async () => {
    const refused: House[] = [{}, { chosen: 'closed', default: 'open' }, { chosen: 'invite' }]
    for (const situation of refused) {
      const { come, deeds } = house(situation)
      expect(await refusalOf(come())).toBe('forbidden')
      expect(deeds).toEqual([])
    }
    const { come } = house({ chosen: 'closed' })
    expect(await refusalOf(come({ invitation: 'letter' }))).toBe('forbidden')
  })

  it('who was invited enters, also where everyone may, and no letter is needed', async () => {
    for (const chosen of ['invite', 'open'] as const) {
      const { come, deeds } = house({ chosen, mail: true })
      expect(await come({ invitation: 'letter' })).toMatchObject({ sessionId: 'token-1' })
      expect(deeds.slice(0, 3)).toEqual([['invited', '#letter', kept, noon], ...entered])
    }
  })

  it.each([
    ['gone', 'not-found'],
    ['taken', 'conflict'],
  ] as const)('an invitation that is %s opens nothing', async (invited, code) => {
    const { come, names } = house({ chosen: 'invite', invited })
    expect(await refusalOf(come({ invitation: 'letter' }))).toBe(code)
    expect(names()).toEqual(['invited'])
  })

  it('everyone enters an open house at once where no mail is sent', async () => {
    const { come, deeds } = house({ default: 'open' })
    expect(await come()).toMatchObject({ account: { id: 7 } })
    expect(deeds.slice(0, 3)).toEqual([['add', kept], ...entered])
  })

  it('but not under a name or address that is taken', async () => {
    const { come, names } = house({ chosen: 'open', free: false })
    expect(await refusalOf(come())).toBe('conflict')
    expect(names()).toEqual(['add'])
  })

  it('and by a letter where mail is sent', async () => {
    const { come, names } = house({ chosen: 'open', mail: true })
    expect(await come()).toBe('check-mail')
    expect(names()).toEqual(['pending', 'job'])
  })

  it('the printed code is asked for no more', async () => {
    const { come, names } = house({ chosen: 'open', code: '1234' })
    await come()
    expect(names()).toContain('session')
  })

  it('a password that will not do makes no account', async () => {
    const { come, deeds } = house({ chosen: 'open' })
    expect(await refusalOf(come({ password: 'geese pond' }))).toBe('password-too-short password')
    expect(await refusalOf(come({ password: person.email }))).toBe('password-common password')
    expect(deeds).toEqual([])
  })
})
