import { toCode } from '@phrm/adapter-factors/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  openPhrmUnderTest,
  password,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'

let house: PhrmUnderTest
let count = 0

beforeAll(async () => {
  house = await openPhrmUnderTest()
})
afterAll(() => house.close())
afterEach(() => void vi.useRealTimers())

const send = (url: string, payload: object) =>
  house.app.inject({ method: 'POST', url: `/api/v1/auth/${url}`, payload })

/** An account of its own for each test, whose app was confirmed a minute ago. */
async function openGuarded() {
  const name = `guarded${++count}`
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 60_000 })
  const client = await house.register(name)
  const { secret } = (await client.post('/api/v1/auth/totp', {})).json<{ secret: string }>()
  const confirmed = await client.post('/api/v1/auth/totp/confirm', {
    code: toCode(secret, new Date()),
  })
  const { recovery_codes: recoveryCodes } = confirmed.json<{ recovery_codes: string[] }>()
  vi.useRealTimers()
  return { client, name, secret, recoveryCodes, email: `${name}@example.org` }
}

async function askTicket(email: string): Promise<string> {
  const response = await send('login', { email, password })
  expect(response.statusCode, response.body).toBe(202)
  const { second_factor: asked } = response.json<{ second_factor: { ticket: string } }>()
  return asked.ticket
}

const now = (seconds = 0) => new Date(Date.now() + seconds * 1000)

function wrongCode(secret: string): string {
  const near = new Set([-60, -30, 0, 30, 60].map((seconds) => toCode(secret, now(seconds))))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find(
    (code) => !near.has(code),
  )!
}

async function eventsOf(accountId: number): Promise<string[]> {
  const { rows } = await house.database.pool.query<{ event_type: string }>(
    'select event_type from security_events where user_id = $1 order by id',
    [accountId],
  )
  return rows.map((row) => row.event_type)
}

describe('AU-16 a code of the app', () => {
  it('AU-16 counts once', async () => {
    const { email, secret } = await openGuarded()
    const code = toCode(secret, now())
    const first = await send('second-factor', { ticket: await askTicket(email), code })
    expect(first.statusCode, first.body).toBe(200)
    expect(first.json()).toMatchObject({ token_type: 'Bearer', user: { email } })
    const second = await send('second-factor', { ticket: await askTicket(email), code })
    expect(second.statusCode).toBe(401)
    expect(second.json()).toMatchObject({ code: 'wrong-credentials' })
  })

  it('AU-16 of the step before does not count after this step’s', async () => {
    const { email, secret } = await openGuarded()
    const [before, present] = [toCode(secret, now(-30)), toCode(secret, now())]
    expect(
      (await send('second-factor', { ticket: await askTicket(email), code: present })).statusCode,
    ).toBe(200)
    expect(
      (await send('second-factor', { ticket: await askTicket(email), code: before })).statusCode,
    ).toBe(401)
  })

  it('AU-16 counts for one of twenty that come with it at once', async () => {
    const { email, secret } = await openGuarded()
    const tickets = [await askTicket(email), await askTicket(email), await askTicket(email)]
    const code = toCode(secret, now())
    const answers = await Promise.all(
      tickets.map((ticket) => send('second-factor', { ticket, code })),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
  })

  it('AU-16 with which the app was confirmed signs nobody in', async () => {
    const name = `confirming${++count}`
    const client = await house.register(name)
    const { secret } = (await client.post('/api/v1/auth/totp', {})).json<{ secret: string }>()
    const code = toCode(secret, now())
    await client.post('/api/v1/auth/totp/confirm', { code })
    const ticket = await askTicket(`${name}@example.org`)
    expect((await send('second-factor', { ticket, code })).statusCode).toBe(401)
  })
})

describe('AU-17 clocks', () => {
  it.each([
    [-90, 401],
    [-30, 200],
    [30, 200],
    [90, 401],
  ])('AU-17 a code of %i seconds from now answers %i', async (seconds, status) => {
    const { email, secret } = await openGuarded()
    const ticket = await askTicket(email)
    const code = toCode(secret, now(seconds))
    expect((await send('second-factor', { ticket, code })).statusCode).toBe(status)
  })
})

describe('AU-18 guesses', () => {
  it('AU-18 five wrong ones, then 429 and the ticket is dead, for the right one too', async () => {
    const { email, secret, client } = await openGuarded()
    const ticket = await askTicket(email)
    const code = wrongCode(secret)
    for (let guess = 1; guess <= 5; guess++) {
      expect((await send('second-factor', { ticket, code })).statusCode, String(guess)).toBe(401)
    }
    expect((await send('second-factor', { ticket, code })).statusCode).toBe(429)
    expect(
      (await eventsOf(client.accountId)).filter((type) => type === 'authn_login_fail'),
    ).toHaveLength(5)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    const right = await send('second-factor', { ticket, code: toCode(secret, now()) })
    expect(right.statusCode).toBe(429)
    const another = await send('second-factor', {
      ticket: await askTicket(email),
      code: toCode(secret, now()),
    })
    expect(another.statusCode, another.body).toBe(200)
  })

  it('AU-18 another ticket brings no new guesses: the account waits, 30 seconds first', async () => {
    const { email, secret } = await openGuarded()
    const code = wrongCode(secret)
    const ticket = await askTicket(email)
    for (let guess = 1; guess <= 5; guess++) await send('second-factor', { ticket, code })
    const early = await send('second-factor', {
      ticket: await askTicket(email),
      code: toCode(secret, now()),
    })
    expect(early.statusCode).toBe(429)
    expect(Number(early.headers['retry-after'])).toBeGreaterThan(25)
    expect(Number(early.headers['retry-after'])).toBeLessThanOrEqual(30)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
    expect((await send('second-factor', { ticket: await askTicket(email), code })).statusCode).toBe(
      401,
    )
    const longer = await send('second-factor', { ticket: await askTicket(email), code })
    expect(Number(longer.headers['retry-after'])).toBeGreaterThan(55)
  })

  it('AU-18 forty at once are five guesses', async () => {
    const { email, secret } = await openGuarded()
    const ticket = await askTicket(email)
    const code = wrongCode(secret)
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => send('second-factor', { ticket, code })),
    )
    const looked = answers.filter(({ statusCode }) => statusCode === 401)
    expect(looked).toHaveLength(5)
    expect(answers.every(({ statusCode }) => statusCode === 401 || statusCode === 429)).toBe(true)
  })
})

describe('AU-19 the ticket', () => {
  it('AU-19 opens no other route, as a bearer or a cookie', async () => {
    const { email } = await openGuarded()
    const ticket = await askTicket(email)
    for (const url of [
      '/api/v1/user',
      '/api/v1/family',
      '/api/v1/auth/factors',
      '/api/v1/tokens',
    ]) {
      const asBearer = await house.app.inject({
        url,
        headers: { authorization: `Bearer ${ticket}` },
      })
      expect(asBearer.statusCode, url).toBe(401)
    }
    const asCookie = await house.app.inject({
      method: 'POST',
      url: '/api/v1/auth/refresh',
      headers: { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'phrm' },
      cookies: { '__Secure-phrm_refresh': ticket },
    })
    expect(asCookie.statusCode).toBe(401)
  })

  it('AU-19 comes with no session, and only its hash is kept', async () => {
    const { email } = await openGuarded()
    const response = await send('login', { email, password })
    expect(response.headers['set-cookie']).toBeUndefined()
    expect(response.body).not.toContain('access_token')
    expect(response.json()).toMatchObject({
      second_factor: { methods: ['totp', 'recovery-code'], expires_in: 300 },
    })
    const { ticket } = response.json<{ second_factor: { ticket: string } }>().second_factor
    const { rows } = await house.database.pool.query('select * from pending_sign_ins')
    expect(JSON.stringify(rows)).not.toContain(ticket)
  })

  it('AU-19 ends after five minutes, after its use, with another password and with the account', async () => {
    const used = await openGuarded()
    const ticket = await askTicket(used.email)
    await send('second-factor', { ticket, code: toCode(used.secret, now()) })
    const again = await send('second-factor', { ticket, code: toCode(used.secret, now(30)) })
    expect(again.statusCode).toBe(401)
    expect(again.json()).toMatchObject({ code: 'unauthenticated' })

    const late = await openGuarded()
    const lateTicket = await askTicket(late.email)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 301_000 })
    const tooLate = { ticket: lateTicket, code: toCode(late.secret, now()) }
    expect((await send('second-factor', tooLate)).statusCode).toBe(401)
    vi.useRealTimers()

    for (const change of ["password_hash = 'another'", 'disabled_at = now()']) {
      const { email, secret, client } = await openGuarded()
      const waiting = await askTicket(email)
      await house.database.pool.query(`update users set ${change} where id = $1`, [
        client.accountId,
      ])
      const code = toCode(secret, now())
      expect((await send('second-factor', { ticket: waiting, code })).statusCode, change).toBe(401)
    }
  })

  it('AU-19 is nobody’s when it was made up', async () => {
    const ticket = 'A'.repeat(43)
    expect((await send('second-factor', { ticket, code: '123456' })).statusCode).toBe(401)
    for (const payload of [
      { ticket },
      { ticket, code: '123456', recovery_code: 'x' },
      { ticket: 'x', code: '123456' },
      { ticket, code: 123_456 },
    ]) {
      expect((await send('second-factor', payload)).statusCode).toBe(400)
    }
  })
})

describe('AU-20 recovery codes', () => {
  it('AU-20 are ten of 120 bits, shown once, kept as SHA-256', async () => {
    const { client, recoveryCodes } = await openGuarded()
    expect(new Set(recoveryCodes).size).toBe(10)
    for (const code of recoveryCodes) expect(code).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/)
    const listed = await client.send('/api/v1/auth/factors')
    expect(listed.json()).toMatchObject({ totp: { enabled: true }, recovery_codes_left: 10 })
    for (const code of recoveryCodes) expect(listed.body).not.toContain(code)
    const { rows } = await house.database.pool.query<{ code_hash: string }>(
      'select * from recovery_codes where user_id = $1',
      [client.accountId],
    )
    expect(rows.every(({ code_hash }) => /^[0-9a-f]{64}$/.test(code_hash))).toBe(true)
    const kept = JSON.stringify(rows)
    for (const code of recoveryCodes) expect(kept).not.toContain(code.replaceAll('-', ''))
  })

  it('AU-20 sign in once each, however they are typed; the account is told', async () => {
    const { email, recoveryCodes, client } = await openGuarded()
    const posted = vi.spyOn(house.phrm.ports.store.jobs, 'enqueueForHouse')
    const [code = ''] = recoveryCodes
    const typed = { ticket: await askTicket(email), recovery_code: ` ${code.toLowerCase()} ` }
    const first = await send('second-factor', typed)
    expect(first.statusCode, first.body).toBe(200)
    const notices = posted.mock.calls.map(([{ payload }]) => payload['notice'])
    posted.mockRestore()
    expect(notices).toContain('recovery-code-used')
    expect(await eventsOf(client.accountId)).toContain('authn_recovery_code_used')
    const again = { ticket: await askTicket(email), recovery_code: code }
    expect((await send('second-factor', again)).statusCode).toBe(401)
    const left = (await client.send('/api/v1/auth/factors')).json()
    expect(left).toMatchObject({ recovery_codes_left: 9 })
  })

  it('AU-20 of somebody else open nothing, and new ones replace them', async () => {
    const [one, other] = [await openGuarded(), await openGuarded()]
    const foreign = { ticket: await askTicket(one.email), recovery_code: other.recoveryCodes[0] }
    expect((await send('second-factor', foreign)).statusCode).toBe(401)
    const replaced = await one.client.post('/api/v1/auth/recovery-codes', {})
    const { recovery_codes: codes } = replaced.json<{ recovery_codes: string[] }>()
    const old = { ticket: await askTicket(one.email), recovery_code: one.recoveryCodes[0] }
    expect((await send('second-factor', old)).statusCode).toBe(401)
    const fresh = { ticket: await askTicket(one.email), recovery_code: codes[0] }
    expect((await send('second-factor', fresh)).statusCode).toBe(200)
  })
})

describe('AU-21 another password', () => {
  it('AU-21 leaves the second factor where it is', async () => {
    const { email, client } = await openGuarded()
    const hash = await house.phrm.ports.passwords.hash('another four words together')
    await house.database.pool.query('update users set password_hash = $2 where id = $1', [
      client.accountId,
      hash,
    ])
    const response = await send('login', { email, password: 'another four words together' })
    expect(response.statusCode).toBe(202)
  })
})

describe('AD-01 what changes about factors', () => {
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0'
  const origin = { headers: { 'user-agent': agent }, remoteAddress: '192.0.2.7' }

  it('AD-01 is written down with where it came from', async () => {
    const name = `watched${++count}`
    const client = await house.register(name)
    const { secret } = (await client.post('/api/v1/auth/totp', {})).json<{ secret: string }>()
    const payload = { code: toCode(secret, now()) }
    await client.send({ method: 'POST', url: '/api/v1/auth/totp/confirm', payload, ...origin })
    await client.send({ method: 'DELETE', url: '/api/v1/auth/totp', ...origin })
    const { rows } = await house.database.pool.query(
      `select event_type, ip_address, user_agent from security_events
       where user_id = $1 and event_type like 'authn_factor%' order by id`,
      [client.accountId],
    )
    const from = { ip_address: '192.0.2.7', user_agent: agent }
    expect(rows).toEqual([
      { event_type: 'authn_factor_added', ...from },
      { event_type: 'authn_factor_removed', ...from },
    ])
  })

  it('AD-05 does not change when it cannot be written down', async () => {
    const { client, email } = await openGuarded()
    await house.database.pool.query('alter function door.add_security_event rename to gone')
    try {
      const removed = await client.send({ method: 'DELETE', url: '/api/v1/auth/totp' })
      expect(removed.statusCode).toBe(500)
    } finally {
      await house.database.pool.query('alter function door.gone rename to add_security_event')
    }
    await askTicket(email)
  })
})

describe('factors that are lost', () => {
  const reset = (email: string) =>
    house.phrm.useCases.administration.commandLine.resetFactors(email)

  it('are taken away by the owner of the machine: all, with what waits for them, and it is told', async () => {
    const { client, email, secret } = await openGuarded()
    await client.post('/api/v1/auth/passkeys/options', {})
    await house.database.pool.query(
      `insert into passkeys (user_id, credential_id, public_key, counter, name)
       values ($1, $2, repeat('k', 40), 0, 'Key')`,
      [client.accountId, `credential-of-${client.accountId}-and-more`],
    )
    const ticket = await askTicket(email)
    await send('second-factor', { ticket, code: wrongCode(secret) })

    expect(await reset(email.toUpperCase())).toEqual({ passwordLocked: false })
    for (const table of [
      'authenticators',
      'recovery_codes',
      'passkeys',
      'passkey_challenges',
      'pending_sign_ins',
      'factor_attempts',
    ]) {
      const { rows } = await house.database.pool.query(
        `select * from ${table} where user_id = $1`,
        [client.accountId],
      )
      expect(rows, table).toEqual([])
    }
    expect((await client.send('/api/v1/user')).statusCode).toBe(401)
    const code = toCode(secret, now())
    expect((await send('second-factor', { ticket, code })).statusCode).toBe(401)
    expect((await send('login', { email, password })).statusCode).toBe(200)
    expect(await eventsOf(client.accountId)).toContain('authn_factor_removed')
    const { rows } = await house.database.pool.query(
      `select from jobs where kind = 'send-notice' and payload ->> 'notice' = 'factors-reset'
       and payload ->> 'accountId' = $1::text`,
      [client.accountId],
    )
    expect(rows).toHaveLength(1)
    const acts = await house.phrm.ports.store.securityEvents.list({
      page: 1,
      perPage: 1,
      type: 'authz_admin',
    })
    expect(acts.items[0]?.details).toEqual({
      act: 'reset-factors',
      account: client.accountId,
      by: 'command-line',
    })
  })

  it('leave no door open to a password that is too short to stand alone', async () => {
    const { client, email } = await openGuarded()
    const short = 'xkq7vbn2'
    const change = { current_password: password, new_password: short }
    expect((await client.put('/api/v1/auth/password', change)).statusCode).toBe(204)
    expect(await reset(email)).toEqual({ passwordLocked: true })
    expect((await send('login', { email, password: short })).statusCode).not.toBe(200)
  })

  it('are not invented', async () => {
    const name = `plain${++count}`
    await house.register(name)
    await expect(reset(`${name}@example.org`)).rejects.toThrow('neither')
    await expect(reset('nobody@example.org')).rejects.toThrow('No account')
    const { email } = await openGuarded()
    await house.database.pool.query('alter function door.add_security_event rename to gone')
    await expect(reset(email)).rejects.toThrow()
    await house.database.pool.query('alter function door.gone rename to add_security_event')
    await askTicket(email)
  })
})

describe('SE-09 factors', () => {
  it('SE-09 are added and removed after a proof of the last 15 minutes alone', async () => {
    const { client, secret } = await openGuarded()
    await house.database.pool.query(
      "update sessions set authenticated_at = now() - interval '16 minutes' where user_id = $1",
      [client.accountId],
    )
    const old = await reopen(client)
    const requests = [
      ['POST', 'totp'],
      ['DELETE', 'totp'],
      ['POST', 'recovery-codes'],
      ['POST', 'passkeys/options'],
      ['DELETE', 'passkeys/1'],
    ] as const
    for (const [method, route] of requests) {
      const response = await old.send({ method, url: `/api/v1/auth/${route}` })
      expect(response.statusCode, route).toBe(403)
      expect(response.json(), route).toMatchObject({ code: 'reauth-required' })
    }
    const proof = await old.post('/api/v1/auth/reauthenticate', { code: toCode(secret, now()) })
    expect(proof.statusCode, proof.body).toBe(200)
    const { access_token: token } = proof.json<{ access_token: string }>()
    const removed = await house.app.inject({
      method: 'DELETE',
      url: '/api/v1/auth/totp',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(removed.statusCode).toBe(204)
  })

  it('SE-09 a wrong code proves nothing, and guesses are counted with those of the sign-in', async () => {
    const { client, secret, email } = await openGuarded()
    const code = wrongCode(secret)
    const statuses: number[] = []
    for (let guess = 1; guess <= 6; guess++) {
      statuses.push((await client.post('/api/v1/auth/reauthenticate', { code })).statusCode)
    }
    // As a wrong password: the session is well, and nothing has to be renewed.
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429])
    const ticket = await askTicket(email)
    const right = await send('second-factor', { ticket, code: toCode(secret, now()) })
    expect(right.statusCode).toBe(429)
  })

  /** The cache of a session may be half a minute old. */
  async function reopen(client: Client): Promise<Client> {
    const sessions = await house.database.pool.query<{ id: string }>(
      'select id from sessions where user_id = $1',
      [client.accountId],
    )
    for (const { id } of sessions.rows) await house.phrm.ports.cache.delete(`session:${id}`)
    return client
  }
})

describe('an authenticator app', () => {
  it('asks for nothing before its first right code, and cannot be replaced behind a back', async () => {
    const name = `trying${++count}`
    const client = await house.register(name)
    const { secret } = (await client.post('/api/v1/auth/totp', {})).json<{ secret: string }>()
    expect((await send('login', { email: `${name}@example.org`, password })).statusCode).toBe(200)
    const wrong = await client.post('/api/v1/auth/totp/confirm', { code: wrongCode(secret) })
    expect(wrong.json()).toMatchObject({ status: 400, field: 'code' })
    expect((await client.post('/api/v1/auth/recovery-codes', {})).statusCode).toBe(409)
    await client.post('/api/v1/auth/totp/confirm', { code: toCode(secret, now()) })
    expect((await client.post('/api/v1/auth/totp', {})).statusCode).toBe(409)
    const { rows } = await house.database.pool.query<{ sealed_seed: string }>(
      'select sealed_seed from authenticators where user_id = $1',
      [client.accountId],
    )
    expect(rows[0]?.sealed_seed).toBeDefined()
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  it('stays while the password is too short to stand alone', async () => {
    const { client } = await openGuarded()
    const change = (current_password: string, new_password: string) =>
      client.put('/api/v1/auth/password', { current_password, new_password })
    const remove = () => client.send({ method: 'DELETE', url: '/api/v1/auth/totp' })
    expect((await change(password, 'nine geese')).statusCode).toBe(204)
    expect((await remove()).statusCode).toBe(409)
    expect((await change('nine geese', 'nine geese on a frozen pond')).statusCode).toBe(204)
    expect((await remove()).statusCode).toBe(204)
  })

  it('leaves with its recovery codes', async () => {
    const { client, email } = await openGuarded()
    expect((await client.send({ method: 'DELETE', url: '/api/v1/auth/totp' })).statusCode).toBe(204)
    expect((await client.send({ method: 'DELETE', url: '/api/v1/auth/totp' })).statusCode).toBe(404)
    expect((await client.send('/api/v1/auth/factors')).json()).toMatchObject({
      totp: { enabled: false, confirmed_at: null },
      recovery_codes_left: 0,
    })
    expect((await send('login', { email, password })).statusCode).toBe(200)
    expect(await eventsOf(client.accountId)).toEqual(
      expect.arrayContaining(['authn_factor_added', 'authn_factor_removed']),
    )
  })
})
