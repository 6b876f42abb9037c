import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
  type Given,
} from '../../testing/ports-under-test.ts'
import { requireAdministrator } from './require-administrator.ts'
import { makeResetLink, makeResetLinkFor } from './reset-link.ts'

const administrator = { accountId: 1, isAdmin: true, sessionId: 'sid', authenticatedAt: noon }
const device = { ip: '192.0.2.1', userAgent: 'Firefox/140.0' }
const made = { link: 'https://phrm.example/reset#token=token-1', expiresAt: after(3600) }

function house({ room = true, store }: { room?: boolean; store?: Given['store'] } = {}) {
  const { ports, deeds } = portsUnderTest({
    store: {
      accounts: {
        find: async (id) => (id === 7 ? someAccount() : undefined),
        findCredentials: async (email) =>
          email === 'anna@example.org'
            ? { accountId: 7, passwordHash: '', isAdmin: false }
            : undefined,
      },
      accountLinks: {
        add: async ({ accountId, purpose }, most) => (
          deeds.push(['link', accountId, purpose, most]),
          room
        ),
      },
      ...store,
    },
  })
  return { deeds, byHand: makeResetLink(ports), onTheMachine: makeResetLinkFor(ports) }
}
const linkMade = ['link', 7, 'reset-password', 20]

describe('an administrator', () => {
  it('hands over a link for somebody else, which is written down before it is made', async () => {
    const { byHand, deeds } = house()
    expect(await byHand(administrator, 7, { ...device, deviceToken: 'kept' })).toEqual(made)
    const details = { act: 'make-reset-link', account: 7 }
    const event = { type: 'authz_admin', accountId: 1, ...device, details }
    expect(deeds).toEqual([['event', event], linkMade])
  })

  it.each([
    ['nobody else', { ...administrator, isAdmin: false }, 'forbidden'],
    ['no token of one', { ...administrator, token: { id: 1, scopes: [] } }, 'forbidden'],
    [
      'nobody who signed in long ago',
      { ...administrator, authenticatedAt: after(-901) },
      'reauth-required',
    ],
  ])('and %s', async (_who, actor, code) => {
    const { byHand, deeds } = house()
    expect(await refusalOf(byHand(actor, 7, device))).toBe(code)
    expect(deeds).toEqual([])
  })

  it('gets none for an account that is not there', async () => {
    const { byHand, deeds } = house()
    expect(await refusalOf(byHand(administrator, 8, device))).toBe('not-found')
    expect(deeds).toEqual([])
  })

  it('gets none when the hour had enough of them', async () => {
    const { byHand } = house({ room: false })
    await expect(byHand(administrator, 7, device)).rejects.toMatchObject({
      code: 'too-many-requests',
      details: { retryAfter: 3600 },
    })
  })

  it('gets none that cannot be written down', async () => {
    const securityEvents = { write: () => Promise.reject(new Error('disk full')) }
    const { byHand, deeds } = house({ store: { securityEvents } })
    await expect(byHand(administrator, 7, device)).rejects.toThrow('disk full')
    expect(deeds).toEqual([])
  })
})

describe('the owner of the machine', () => {
  it('makes one by the address, and that is written down', async () => {
    const { onTheMachine, deeds } = house()
    expect(await onTheMachine('anna@example.org')).toEqual(made)
    const details = { act: 'make-reset-link', account: 7, by: 'command-line' }
    expect(deeds).toEqual([['event', { type: 'authz_admin', details }], linkMade])
  })

  it('is told of an address without an account, and of an hour that is full', async () => {
    const { onTheMachine, deeds } = house({ room: false })
    expect(await refusalOf(onTheMachine('ben@example.org'))).toBe('not-found')
    expect(deeds).toEqual([])
    expect(await refusalOf(onTheMachine('anna@example.org'))).toBe('too-many-requests')
  })
})

describe('what is for administrators', () => {
  it('is for them alone, and not for their tokens', () => {
    const refused = expect.objectContaining({ code: 'forbidden' })
    expect(() => requireAdministrator(administrator)).not.toThrow()
    expect(() => requireAdministrator({ accountId: 7, isAdmin: false })).toThrow(refused)
    const token = { id: 1, scopes: [] }
    expect(() => requireAdministrator({ ...administrator, token })).toThrow(refused)
  })
})
