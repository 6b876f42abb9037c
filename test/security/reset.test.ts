import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openMailHouse, type MailHouse } from './support/mail-house.ts'
import { password, type Client } from './support/phrm-under-test.ts'

const newPassword = 'eleven herons above the weir'

let house: MailHouse
let admin: Client
let anna: Client

beforeAll(async () => {
  house = await openMailHouse()
  admin = await house.addAccount('admin')
  anna = await house.addAccount('anna')
})
afterAll(() => house.close())
afterEach(() => void vi.useRealTimers())

const ask = (url: string, payload: object, headers: Record<string, string> = {}) =>
  house.app.inject({ method: 'POST', url: `/api/v1/auth${url}`, payload, headers })
const logIn = (name: string, secret: string) =>
  ask('/login', { email: `${name}@example.org`, password: secret })
const reset = (token: string, new_password = newPassword) => ask('/reset', { token, new_password })

async function forget(name: string): Promise<string> {
  await ask('/forgot', { email: `${name}@example.org` })
  const mail = (await house.collect()).find(
    ({ to, link }) => to === `${name}@example.org` && link.includes('/reset#'),
  )
  return mail?.link.split('#token=')[1] ?? ''
}

describe('AU-10 a forgotten password', () => {
  it('is answered alike for an address with an account and for one without', async () => {
    const known = await ask('/forgot', { email: 'ANNA@example.org' })
    const unknown = await ask('/forgot', { email: 'nobody@example.org' })
    expect([known.statusCode, unknown.statusCode]).toEqual([202, 202])
    expect(known.body).toBe(unknown.body)
    expect(Object.keys(known.headers).sort()).toEqual(Object.keys(unknown.headers).sort())
    const sent = await house.collect()
    expect(sent.map(({ to }) => to)).toEqual(['anna@example.org'])
  })

  it('and after the same time', async () => {
    await ask('/forgot', { email: 'warm@example.org' })
    const differences: number[] = []
    for (let round = 0; round < 3; round++) {
      const [known, unknown] = [await median('admin@example.org'), await median('x@example.org')]
      differences.push(Math.abs(known - unknown) / Math.max(known, unknown))
    }
    expect(Math.min(...differences)).toBeLessThan(0.15)
    await house.collect()
  })

  it('fills nobody’s mailbox: so many letters an hour, one at a time', async () => {
    await house.database.pool.query('delete from account_links')
    let sent = 0
    for (let round = 0; round < 8; round++) {
      await Promise.all([1, 2, 3].map(() => ask('/forgot', { email: 'anna@example.org' })))
      sent += (await house.collect()).length
    }
    expect(sent).toBe(5)
    await house.database.pool.query('delete from account_links')
  })

  async function median(email: string): Promise<number> {
    const times: number[] = []
    for (let round = 0; round < 40; round++) {
      const began = performance.now()
      await ask('/forgot', { email })
      times.push(performance.now() - began)
    }
    return times.sort((one, other) => one - other)[20] as number
  }
})

describe('AU-22 a link that sets a new password', () => {
  it('holds 256 bits, of which the house keeps the hash alone', async () => {
    const token = await forget('anna')
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const { rows } = await house.database.pool.query<{ token_hash: string }>(
      'select token_hash from account_links',
    )
    const hash = createHash('sha256').update(token).digest('hex')
    expect(rows.map((row) => row.token_hash)).toContain(hash)
    const jobs = await house.database.pool.query<{ payload: object; state: string }>(
      `select payload, state from jobs where kind in ('send-letter', 'send-reset-link')`,
    )
    expect(jobs.rows.every(({ payload }) => JSON.stringify(payload) === '{}')).toBe(true)
  })

  it('is refused after 61 minutes, and taken after 59', async () => {
    const token = await forget('anna')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61 * 60_000 })
    const late = await reset(token)
    expect(late.json()).toMatchObject({ status: 400, field: 'token' })
    vi.setSystemTime(Date.now() - 2 * 60_000)
    expect((await reset(token, password)).statusCode).toBe(204)
  })

  it('is not used up by a password that is refused', async () => {
    const token = await forget('anna')
    for (const poor of ['short one', 'anna@example.org', 'x'.repeat(300)])
      expect((await reset(token, poor)).statusCode, poor).toBe(400)
    expect((await reset(token, password)).statusCode).toBe(204)
    await house.collect()
  })

  it('works once, ends every session, signs nobody in, and is told', async () => {
    const session = await house.signIn('anna')
    const refreshed = (token: string) =>
      house.app.inject({
        method: 'POST',
        url: '/api/v1/auth/refresh',
        headers: { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'phrm' },
        cookies: { '__Secure-phrm_refresh': token },
      })
    expect((await session.send('/api/v1/user')).statusCode).toBe(200)

    const token = await forget('anna')
    const answers = await Promise.all(Array.from({ length: 5 }, () => reset(token)))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 400, 400, 400, 400])
    for (const { cookies, body } of answers) {
      expect(cookies).toEqual([])
      expect(body).not.toContain('access_token')
    }
    expect((await session.send('/api/v1/user')).statusCode).toBe(401)
    expect((await refreshed(session.cookie)).statusCode).toBe(401)
    expect((await logIn('anna', password)).statusCode).toBe(401)
    expect((await logIn('anna', newPassword)).statusCode).toBe(200)
    const told = await house.collect()
    expect(told).toContainEqual(
      expect.objectContaining({ to: 'anna@example.org', subject: 'A new password was set' }),
    )
    await restore()
  })

  it('frees a password that wrong attempts had locked', async () => {
    await house.database.pool.query(
      `update users set password_locked_at = now() where username = 'anna'`,
    )
    expect((await logIn('anna', password)).statusCode).not.toBe(200)
    await restore()
    expect((await logIn('anna', password)).statusCode).toBe(200)
  })

  it('is made of nothing that one could guess', async () => {
    for (const token of ['x'.repeat(43), '0'.repeat(64)])
      expect((await reset(token)).json()).toMatchObject({ status: 400, field: 'token' })
    expect((await reset("' or 1=1 --")).statusCode).toBe(400)
  })

  it('can be made by an administrator who just signed in, and by nobody else', async () => {
    const make = (client: Client, id: number) =>
      client.post(`/api/v1/admin/accounts/${id}/reset-link`, {})
    admin = await house.signIn('admin')
    const made = await make(admin, anna.accountId)
    const { link } = made.json<{ link: string }>()
    expect(link).toMatch(/^https:\/\/health\.example\.org\/reset#token=[\w-]{43}$/)
    expect((await reset(link.split('=')[1] ?? '', password)).statusCode).toBe(204)
    anna = await house.signIn('anna')
    expect((await make(anna, admin.accountId)).statusCode).toBe(403)
    expect((await make(admin, 2_000_000_000)).statusCode).toBe(404)
    const late = await make(await signInAged('admin'), anna.accountId)
    expect(late.json()).toMatchObject({ status: 403, code: 'reauth-required' })
  })

  async function restore(): Promise<void> {
    await house.database.pool.query('delete from account_links')
    await reset(await forget('anna'), password)
    await house.collect()
  }
})

describe('AU-23 the address in a letter', () => {
  it('is the one that was set, whatever a request says', async () => {
    await house.database.pool.query('delete from account_links')
    const forged: Record<string, string>[] = [
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
      { forwarded: 'host=evil.example', origin: 'https://evil.example' },
    ]
    for (const headers of forged) {
      const response = await ask('/forgot', { email: 'anna@example.org' }, headers)
      expect([202, 421]).toContain(response.statusCode)
      for (const { link, text } of await house.collect()) {
        expect(link).toMatch(/^https:\/\/health\.example\.org\/reset#token=/)
        expect(text).not.toContain('evil.example')
      }
    }
    expect((await ask('/forgot', { email: 'a@b.org' }, { host: 'evil.example' })).statusCode).toBe(
      421,
    )
  })
})

describe('an address', () => {
  const verify = (token: string) => ask('/email/verify', { token })
  const tokenIn = (link: string | undefined) => link?.split('#token=')[1] ?? ''

  it('is confirmed by a link', async () => {
    anna = await house.signIn('anna')
    expect((await anna.send('/api/v1/user')).json()).toMatchObject({ email_verified: false })
    expect((await anna.post('/api/v1/auth/email/verification', {})).statusCode).toBe(202)
    const letter = (await house.collect()).find(({ link }) => link.includes('confirm-email'))
    expect((await verify(tokenIn(letter?.link))).statusCode).toBe(204)
    expect((await verify(tokenIn(letter?.link))).statusCode).toBe(400)
    expect((await anna.send('/api/v1/user')).json()).toMatchObject({ email_verified: true })
    expect((await anna.post('/api/v1/auth/email/verification', {})).statusCode).toBe(409)
  })

  it('changes when the new one is confirmed, and the old one is told', async () => {
    const email = 'anna.new@example.org'
    const answer = await anna.put('/api/v1/auth/email', { email })
    expect(answer.json()).toEqual({ status: 'check-mail' })
    const letter = (await house.collect()).find(({ to }) => to === email)
    expect((await anna.send('/api/v1/user')).json()).toMatchObject({ email: 'anna@example.org' })
    expect((await verify(tokenIn(letter?.link))).statusCode).toBe(204)
    expect((await anna.send('/api/v1/user')).json()).toMatchObject({ email, email_verified: true })
    const told = await house.collect()
    expect(told).toEqual([
      expect.objectContaining({
        to: 'anna@example.org',
        subject: 'Your e-mail address was changed',
      }),
    ])
    await house.database.pool.query(
      `update users set email = 'anna@example.org' where username = 'anna'`,
    )
  })

  it('of somebody else is answered alike, and taken from nobody', async () => {
    const taken = await anna.put('/api/v1/auth/email', { email: 'admin@example.org' })
    expect(taken.json()).toEqual({ status: 'check-mail' })
    const letter = (await house.collect()).find(({ to }) => to === 'admin@example.org')
    expect((await verify(tokenIn(letter?.link))).statusCode).toBe(409)
    expect((await logIn('admin', password)).statusCode).toBe(200)
  })

  it('SE-09 changes only for who just showed who they are', async () => {
    const client = await signInAged('anna')
    const late = await client.put('/api/v1/auth/email', { email: 'late@example.org' })
    expect(late.json()).toMatchObject({ status: 403, code: 'reauth-required' })
    expect(await house.collect()).toEqual([])
  })
})

/** As if the sign-in had been sixteen minutes ago. */
async function signInAged(name: string): Promise<Client> {
  const client = await house.signIn(name)
  await house.collect()
  await house.database.pool.query(
    `update sessions s set authenticated_at = now() - interval '16 minutes'
     from users u where u.id = s.user_id and u.username = $1`,
    [name],
  )
  return client
}
