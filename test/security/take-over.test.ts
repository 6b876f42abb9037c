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

describe('SE-09 alerts', () => {
  const choices = {
    email_notifications: false,
    record_reminders: true,
    security_alerts: false,
    ai_insights: true,
    notification_frequency: 'immediate',
    detail_in_mail: false,
  }

  it('are switched off by who just signed in alone, and the person is told', async () => {
    const frida = await house.addAccount('frida')
    await house.collect()
    const age = (minutes: number) =>
      house.database.pool.query(
        `update sessions set authenticated_at = now() - make_interval(mins => ${minutes}) where user_id = ${frida.accountId}`,
      )
    await age(16)
    const put = () => frida.put('/api/v1/user/notifications', choices)
    expect((await put()).json()).toMatchObject({ status: 403, code: 'reauth-required' })

    const fresh = await house.signIn('frida')
    await house.collect()
    const answer = await fresh.put('/api/v1/user/notifications', choices)
    expect(answer.json()).toMatchObject({ security_alerts: false })
    const told = await house.collect()
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([
      ['frida@example.org', 'Alerts about your account were switched off'],
    ])
    // What is off already is chosen again without more ado.
    await fresh.put('/api/v1/user/notifications', choices)
    expect(await house.collect()).toEqual([])
  })
})

describe('mail', () => {
  it('goes to nobody in the words of a stranger who asks for an account', async () => {
    await house.phrm.ports.store.registrations.setMode('open')
    await ask('/register', {
      username: 'greta',
      email: 'greta@example.org',
      password,
      first_name: 'You won, see https://evil.example',
      last_name: 'Test',
    })
    const [mail] = await house.collect()
    expect(mail).toMatchObject({ to: 'greta@example.org' })
    expect(mail?.text).not.toContain('evil')
    expect(mail?.text).toMatch(/^Hello,/)
  })

  it('goes to so many whom one account offers something, and no more', async () => {
    const hanna = await house.addAccount('hanna')
    const child = await hanna.post('/api/v1/family', { name: 'Ben', relationship: 'child' })
    const url = `/api/v1/family/${child.json<{ id: number }>().id}/shares`
    const offer = async (number: number) =>
      (await hanna.post(url, { email: `to${number}@example.org`, role: 'viewer' })).statusCode
    for (let number = 1; number <= 50; number++) expect(await offer(number)).toBe(201)
    expect(await offer(51)).toBe(409)
    await house.collect()
  })
})

describe('AD-04 what people call themselves', () => {
  it.each([
    'Anna\r\nBcc: eve@evil.example',
    '\u001b[31mAnna',
    'Anna\tadministrator',
    'Anna\u2028',
    '\u0085',
  ])('is a line that a mail and a terminal can show: not %j', async (name) => {
    const irma = await house.signIn('admin')
    const scopes = ['records:read']
    for (const refused of [
      await irma.put('/api/v1/user', { first_name: name }),
      await irma.put('/api/v1/user', { last_name: name }),
      await irma.put('/api/v1/user', { username: `${name}${name}` }),
      await irma.post('/api/v1/tokens', { name, scopes }),
    ])
      expect(refused.statusCode, refused.body).toBe(400)
    for (const fine of ['Zoë', "O'Neill 王 🦆", '  آنا '])
      expect((await irma.put('/api/v1/user', { first_name: fine })).statusCode).toBe(200)
  })
})
