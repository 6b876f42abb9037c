import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMailHouse, type MailHouse } from './support/mail-house.ts'
import { password } from './support/phrm-under-test.ts'

const newPassword = 'eleven herons above the weir'

let house: MailHouse

beforeAll(async () => {
  house = await openMailHouse()
  await house.addAccount('admin')
})
afterAll(() => house.close())

const ask = (url: string, payload: object) =>
  house.app.inject({ method: 'POST', url: `/api/v1/auth${url}`, payload })
const tokenIn = (link: string | undefined) => link?.split('#token=')[1] ?? ''

async function letter(page: string): Promise<string> {
  return tokenIn((await house.collect()).find(({ link }) => link.includes(page))?.link)
}

describe('AU-22 who once knew the password', () => {
  it('has no address confirmed after it was changed', async () => {
    const thief = await house.addAccount('berta')
    await thief.put('/api/v1/auth/email', { email: 'thief@example.org' })
    const link = await letter('confirm-email')
    const berta = await house.signIn('berta')
    const change = { current_password: password, new_password: newPassword }
    expect((await berta.put('/api/v1/auth/password', change)).statusCode).toBe(204)
    expect((await ask('/email/verify', { token: link })).statusCode).toBe(400)
  })

  it('nor after it was set anew by a link; and older links set nothing any more', async () => {
    const thief = await house.addAccount('carla')
    await thief.put('/api/v1/auth/email', { email: 'thief@example.org' })
    const confirmation = await letter('confirm-email')
    await ask('/forgot', { email: 'carla@example.org' })
    const older = await letter('/reset#')
    await ask('/forgot', { email: 'carla@example.org' })
    const newer = await letter('/reset#')
    const setTo = async (token: string) =>
      (await ask('/reset', { token, new_password: newPassword })).statusCode
    expect(await setTo(newer)).toBe(204)
    expect((await ask('/email/verify', { token: confirmation })).statusCode).toBe(400)
    expect(await setTo(older)).toBe(400)
  })

  it('while the person may still confirm the address that the account has', async () => {
    const dora = await house.addAccount('dora')
    await dora.post('/api/v1/auth/email/verification', {})
    const link = await letter('confirm-email')
    const change = { current_password: password, new_password: newPassword }
    expect((await dora.put('/api/v1/auth/password', change)).statusCode).toBe(204)
    expect((await ask('/email/verify', { token: link })).statusCode).toBe(204)
  })

  it('is not signed in by an attempt that waited while it was changed', async () => {
    const emma = await house.addAccount('emma')
    const { passwords, store } = house.phrm.ports
    const verify = passwords.verify
    const hash = await passwords.hash(newPassword)
    // The password is right, and changes while that is found out.
    passwords.verify = async (...what) => {
      const right = await verify(...what)
      await store.accounts.setPassword(emma.accountId, hash, new Date())
      await store.sessions.endOf(emma.accountId)
      return right
    }
    const late = await ask('/login', { email: 'emma@example.org', password })
    passwords.verify = verify
    expect(late.json()).toMatchObject({ status: 401, code: 'wrong-credentials' })
    expect(await store.sessions.list(emma.accountId, new Date(), 3600)).toEqual([])
  })
})
