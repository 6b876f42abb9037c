import { describe, expect, it } from 'vitest'
import { after, noon, portsUnderTest } from '../../testing/ports-under-test.ts'
import { makeLink } from './make-link.ts'

function house(room = true) {
  const added: unknown[] = []
  const { ports } = portsUnderTest({
    store: { accountLinks: { add: async (...how) => (added.push(how), room) } },
  })
  return { make: makeLink(ports), added }
}
const link = { tokenHash: '#token-1', accountId: 7, email: undefined, createdAt: noon }

describe('a link', () => {
  it('for a new password works an hour, and only its hash is kept', async () => {
    const { make, added } = house()
    const expiresAt = after(3600)
    expect(await make(7, 'reset-password')).toEqual({
      link: 'https://phrm.example/reset#token=token-1',
      expiresAt,
    })
    expect(added).toEqual([[{ ...link, purpose: 'reset-password', expiresAt }, 5]])
  })

  it('that confirms an address works a day, for that address', async () => {
    const { make, added } = house()
    const expiresAt = after(86_400)
    const email = 'anna@example.com'
    expect(await make(7, 'confirm-email', { email })).toEqual({
      link: 'https://phrm.example/confirm-email#token=token-1',
      expiresAt,
    })
    expect(added).toEqual([[{ ...link, email, purpose: 'confirm-email', expiresAt }, 5]])
  })

  it('is another one each time', async () => {
    const { make } = house()
    expect((await make(7, 'reset-password'))?.link).not.toBe(
      (await make(7, 'reset-password'))?.link,
    )
  })

  it('is not made when the hour had enough of them', async () => {
    const { make, added } = house(false)
    expect(await make(7, 'reset-password', { mostPerHour: 20 })).toBeUndefined()
    expect(added).toMatchObject([[{ accountId: 7 }, 20]])
  })
})
