import { afterEach, describe, expect, it } from 'vitest'
import type { LightMyRequestResponse } from 'fastify'
import type { Letter, Recipient } from '@phrm/core'
import { openPhrmUnderTest, password, type PhrmUnderTest } from './support/phrm-under-test.ts'

let house: PhrmUnderTest
afterEach(() => house.close())

/** As PHRM is delivered: nobody says who may register. */
const untold = { PHRM_REGISTRATION: '' }
/** Letters wait in the queue, for no worker runs. */
const withMail = { MAIL_SERVER: '127.0.0.1', MAIL_DEFAULT_SENDER: 'phrm@example.org' }

function toPerson(name: string, more: object = {}) {
  const email = `${name}@example.org`
  return { username: name, email, password, first_name: name, last_name: 'Test', ...more }
}

function post(url: string, payload: object): Promise<LightMyRequestResponse> {
  return house.app.inject({ method: 'POST', url: `/api/v1/auth${url}`, payload })
}

const register = (name: string, more: object = {}) => post('/register', toPerson(name, more))

/** What waits to be sent. */
async function readLetters(): Promise<{ to: Recipient; letter: Letter }[]> {
  const { rows } = await house.database.pool.query<{ sealed: string }>(
    `select payload ->> 'sealed' as sealed from jobs where kind = 'send-letter' order by id`,
  )
  return rows.map(({ sealed }) => JSON.parse(house.phrm.ports.sealer.open(sealed, 'letter')))
}

function secretOf({ link }: { link: string }): string {
  return link.split('=')[1] ?? ''
}

async function readSecret(): Promise<string> {
  const letter = (await readLetters()).at(-1)?.letter
  if (letter?.kind !== 'confirm-registration') throw new Error('No such letter.')
  return secretOf(letter)
}

describe('AU-15 a fresh installation', () => {
  it('has no account, and nobody signs in with what is usual', async () => {
    house = await openPhrmUnderTest(untold)
    const { rows } = await house.database.pool.query('select from users')
    expect(rows).toHaveLength(0)
    for (const name of ['admin', 'root', 'test', 'phrm', 'postgres']) {
      for (const email of [name, `${name}@localhost`, `${name}@example.org`]) {
        const response = await post('/login', { email, password: name })
        expect(response.statusCode, email).toBe(401)
      }
    }
  })

  it('gives one of five who come at once the first account, and closes the door', async () => {
    house = await openPhrmUnderTest(untold)
    const names = ['anna', 'ben', 'cleo', 'dora', 'emil']
    const responses = await Promise.all(names.map((name) => register(name)))
    const statuses = responses.map(({ statusCode }) => statusCode).sort()
    expect(statuses).toEqual([201, 403, 403, 403, 403])
    const first = responses.find(({ statusCode }) => statusCode === 201)
    expect(first?.json()).toMatchObject({ user: { is_admin: true } })
    const { rows } = await house.database.pool.query('select from users')
    expect(rows).toHaveLength(1)
    expect((await register('fritz')).json()).toMatchObject({ status: 403, code: 'forbidden' })
    const state = await house.app.inject('/api/v1/auth/registration')
    expect(state.json()).toMatchObject({ open: false, mode: 'closed', first_account: false })
  })

  it('asks beyond loopback for the code that was printed, which serves for the first account alone', async () => {
    house = await openPhrmUnderTest({
      ...untold,
      PHRM_HOST: '0.0.0.0',
      PHRM_TRUSTED_PROXIES: '127.0.0.1',
    })
    const { firstAccountCode: code } = house.phrm.ports.settings
    for (const wrong of [{}, { code: '00000000x' }]) {
      expect((await register('anna', wrong)).json()).toMatchObject({ status: 400, field: 'code' })
    }
    expect((await register('anna', { code })).statusCode).toBe(201)
    expect((await register('ben', { code })).statusCode).toBe(403)
  })
})

describe('AU-10 registering where the address has to be confirmed', () => {
  it('answers the same for a new and for an existing address, and takes the same time', async () => {
    house = await openPhrmUnderTest(withMail)
    expect((await register('anna')).statusCode).toBe(201)
    const times: Record<string, number[]> = { known: [], unknown: [] }
    const bodies = new Set<string>()
    // The cap of letters for one address must not be what makes one of them faster: an address of its own each time.
    for (let i = 0; i < 12; i++) {
      await house.database.pool.query('delete from pending_registrations')
      for (const [kind, email] of [
        ['known', 'Anna@Example.org'],
        ['unknown', `unknown${i}@example.org`],
      ] as const) {
        const began = performance.now()
        const response = await register(`name-${kind}-${i}`, { email })
        times[kind]?.push(performance.now() - began)
        expect(response.statusCode).toBe(202)
        expect(response.headers['set-cookie']).toBeUndefined()
        bodies.add(response.body)
      }
    }
    expect([...bodies]).toEqual(['{"status":"check-mail"}'])
    // The quickest of each: whatever else the machine does makes a request slower, never faster.
    const [known, unknown] = [quickest(times['known']), quickest(times['unknown'])]
    expect(Math.abs(known - unknown) / Math.max(known, unknown)).toBeLessThan(0.15)
  })

  it('tells the owner of an existing address that there is an account, and gives no way to another', async () => {
    house = await openPhrmUnderTest(withMail)
    await register('anna')
    await register('other', { email: 'ANNA@example.org' })
    const [written] = await readLetters()
    expect(written).toMatchObject({
      to: { email: 'ANNA@example.org' },
      letter: { kind: 'already-registered', link: expect.stringMatching(/\/sign-in$/) },
    })
  })

  it('refuses a username that is taken before it looks at the address', async () => {
    house = await openPhrmUnderTest(withMail)
    await register('anna')
    for (const email of ['anna@example.org', 'new@example.org']) {
      const response = await register('x', { username: 'ANNA', email })
      expect(response.json(), email).toMatchObject({ status: 409, field: 'username' })
    }
    expect(await readLetters()).toEqual([])
  })

  it('makes the account by the link and the password together, once', async () => {
    house = await openPhrmUnderTest(withMail)
    await register('anna')
    await register('ben')
    const token = await readSecret()
    expect((await post('/login', toLogIn('ben'))).statusCode).toBe(401)
    const stranger = await post('/register/confirm', { token, password: 'not the one of Ben' })
    expect(stranger.json()).toMatchObject({ status: 401, code: 'wrong-credentials' })
    const confirmed = await post('/register/confirm', { token, password })
    expect(confirmed.statusCode).toBe(201)
    expect(confirmed.json()).toMatchObject({ user: { email_verified: true, is_admin: false } })
    expect(confirmed.headers['set-cookie']).toBeDefined()
    expect((await post('/register/confirm', { token, password })).statusCode).toBe(404)
    expect((await post('/login', toLogIn('ben'))).statusCode).toBe(200)
  })

  it('gives an account that somebody asked for in another’s name to neither of them', async () => {
    house = await openPhrmUnderTest(withMail)
    await register('anna')
    await register('thief', { email: 'victim@example.org', password: 'a password of the thief' })
    const token = await readSecret()
    const opened = await post('/register/confirm', {
      token,
      password: 'what the victim would type',
    })
    expect(opened.statusCode).toBe(401)
    const { rows } = await house.database.pool.query('select from users')
    expect(rows).toHaveLength(1)
  })

  it('ends with the day, and keeps neither password nor token as they are', async () => {
    house = await openPhrmUnderTest(withMail)
    await register('anna')
    await register('ben')
    const token = await readSecret()
    const { rows } = await house.database.pool.query('select * from pending_registrations')
    expect(JSON.stringify(rows)).not.toContain(password)
    expect(JSON.stringify(rows)).not.toContain(token)
    await house.database.pool.query(`update pending_registrations set expires_at = now()`)
    expect((await post('/register/confirm', { token, password })).statusCode).toBe(404)
    await house.phrm.ports.store.housekeeping.purgeDeleted(new Date())
    const left = await house.database.pool.query('select from pending_registrations')
    expect(left.rows).toHaveLength(0)
  })

  it('writes to one address five times a day at most, whoever asks', async () => {
    house = await openPhrmUnderTest(withMail)
    await register('anna')
    for (let i = 0; i < 8; i++) {
      const email = i % 2 ? 'ben@example.org' : 'BEN@example.org'
      expect((await register(`ben-${i}`, { email })).statusCode).toBe(202)
    }
    expect(await readLetters()).toHaveLength(5)
  })
})

describe('invitations', () => {
  async function openWith(mode: string, environment: Record<string, string> = {}) {
    house = await openPhrmUnderTest({ ...environment, PHRM_REGISTRATION: mode })
    return house.register('anna')
  }

  async function invite(admin: Awaited<ReturnType<typeof openWith>>, payload: object = {}) {
    const response = await admin.post('/api/v1/admin/invitations', payload)
    return { response, ...response.json<{ invitation: { id: number }; link: string }>() }
  }

  it('let one person in, where nobody else comes in, and say no second time', async () => {
    const admin = await openWith('invite')
    expect((await register('ben')).statusCode).toBe(403)
    const { response, link } = await invite(admin)
    expect(response.json()).toMatchObject({ mailed: false, invitation: { email: null } })
    // After the #, which no browser sends to a server.
    expect(link).toMatch(/\/register#invite=[\w-]{43}$/)
    const invitation = secretOf({ link })
    const short = await register('ben', { invitation, password: 'too short' })
    expect(short.statusCode).toBe(400)
    const taken = await register('ben', { invitation, username: 'anna' })
    expect(taken.statusCode).toBe(409)
    const both = await Promise.all([
      register('ben', { invitation }),
      register('cleo', { invitation }),
    ])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 404])
    expect((await register('dora', { invitation })).statusCode).toBe(404)
    const { invitations } = (await admin.send('/api/v1/admin/invitations')).json()
    expect(invitations).toMatchObject([{ used_at: expect.any(String), email: null }])
  })

  it('of a named address serve no other, and are announced by a letter', async () => {
    const admin = await openWith('invite', withMail)
    const { response, link } = await invite(admin, { email: 'ben@example.org', valid_days: 2 })
    expect(response.json()).toMatchObject({ mailed: true })
    const letters = await readLetters()
    expect(letters).toMatchObject([{ to: { email: 'ben@example.org' }, letter: { link } }])
    const invitation = secretOf({ link })
    const read = await post('/invitation', { token: invitation })
    expect(read.json()).toMatchObject({ email: 'ben@example.org' })
    expect((await register('cleo', { invitation })).statusCode).toBe(404)
    const ben = await register('ben', { invitation, email: 'Ben@Example.org' })
    expect(ben.statusCode).toBe(201)
    expect(ben.json()).toMatchObject({ user: { email_verified: false } })
  })

  it('end when their time is over, when taken back, and while the door is closed', async () => {
    const admin = await openWith('invite')
    const mode = (name: string) => admin.put('/api/v1/admin/registration', { mode: name })
    const old = secretOf(await invite(admin))
    await house.database.pool.query('update invitations set expires_at = now()')
    expect((await register('ben', { invitation: old })).statusCode).toBe(404)
    expect((await post('/invitation', { token: old })).statusCode).toBe(404)

    const made = await invite(admin)
    const url = `/api/v1/admin/invitations/${made.invitation.id}`
    expect((await admin.send({ method: 'DELETE', url })).statusCode).toBe(204)
    expect((await admin.send({ method: 'DELETE', url })).statusCode).toBe(404)
    expect((await register('ben', { invitation: secretOf(made) })).statusCode).toBe(404)

    const waiting = secretOf(await invite(admin))
    expect((await mode('closed')).json()).toEqual({ mode: 'closed' })
    expect((await register('ben', { invitation: waiting })).statusCode).toBe(403)
    expect((await post('/invitation', { token: waiting })).statusCode).toBe(404)
    expect((await invite(admin)).response.statusCode).toBe(409)
    await mode('invite')
    expect((await register('ben', { invitation: waiting })).statusCode).toBe(201)
  })

  it('and the choice of who may come stand above the configuration, and are an administrator’s alone', async () => {
    const admin = await openWith('closed')
    await admin.put('/api/v1/admin/registration', { mode: 'open' })
    const ben = await house.register('ben')
    for (const [method, url, payload] of [
      ['GET', '/registration'],
      ['PUT', '/registration', { mode: 'open' }],
      ['GET', '/invitations'],
      ['POST', '/invitations', {}],
      ['DELETE', '/invitations/1'],
    ] as const) {
      const request = { method, url: `/api/v1/admin${url}`, ...(payload && { payload }) }
      expect((await ben.send(request)).statusCode, url).toBe(403)
    }
    const mode = await admin.send('/api/v1/admin/registration')
    expect(mode.json()).toEqual({ mode: 'open' })
  })

  it('go with the address that they name when its account goes', async () => {
    const admin = await openWith('invite', withMail)
    const { link } = await invite(admin)
    await register('ben', { invitation: secretOf({ link }) })
    await invite(admin, { email: 'BEN@example.org' })
    await admin.put('/api/v1/admin/registration', { mode: 'open' })
    await register('other', { email: 'ben@example.org' })
    await house.database.pool.query(`delete from users where username = 'ben'`)
    for (const table of ['invitations', 'pending_registrations']) {
      const { rows } = await house.database.pool.query(`select * from ${table}`)
      expect(rows, table).toEqual([])
    }
  })
})

function toLogIn(name: string) {
  return { email: `${name}@example.org`, password }
}

function quickest(milliseconds: number[] = []): number {
  return Math.min(...milliseconds)
}
