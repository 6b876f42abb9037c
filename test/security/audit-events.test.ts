import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  openPhrmUnderTest,
  password,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'
import { runJob } from './support/run-job.ts'

let house: PhrmUnderTest
let admin: Client
let owner: Client
let model: Server
let host: string

beforeAll(async () => {
  model = createServer((_request, response) => response.writeHead(503).end('{}'))
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(model.address() as AddressInfo).port}`
  house = await openPhrmUnderTest({
    GROQ_API_KEY: 'gsk_test',
    GROQ_BASE_URL: `http://${host}`,
    RATELIMIT_AI: '3 per minute',
  })
  admin = await house.register('admin')
  owner = await house.register('owner')
})
afterAll(async () => {
  await house.close()
  model.close()
})

interface Row {
  event: string
  action: string | null
  family_member_ids: number[]
  subject: string | null
  session_ref: string | null
  token_id: number | null
}

/** The rows that an act leaves. */
async function rowsOf(act: () => Promise<unknown>): Promise<Row[]> {
  const { pool } = house.database
  const { rows: before } = await pool.query('select coalesce(max(id), 0) as id from audit_log')
  await act()
  const { rows } = await pool.query('select * from audit_log where id > $1 order by id', [
    before[0].id,
  ])
  return rows
}

const eventsOf = async (act: () => Promise<unknown>) =>
  (await rowsOf(act)).map(({ event }) => event).toSorted()

const ownPage = { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'phrm' }

const logIn = (given = password, email = 'owner@example.org') =>
  house.app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email, password: given },
  })

async function addRecord(): Promise<number> {
  const response = await owner.post('/api/v1/records', { date: '2024-01-15', notes: 'Tetanus.' })
  return response.json<{ id: number }>().id
}

const remove = (url: string) => owner.send({ method: 'DELETE', url })

describe('AD-01 the log names what happened', () => {
  it('AD-01 signing in, rightly and wrongly', async () => {
    expect(await eventsOf(() => logIn())).toEqual(['authn_login_success', 'session_created'])
    expect(await eventsOf(() => logIn('another few words together'))).toEqual(['authn_login_fail'])
    expect(await eventsOf(() => logIn(password, 'nobody@example.org'))).toEqual([
      'authn_login_fail',
    ])
  })

  it('AD-01 an account that is made and changed, a session that ends', async () => {
    let guest: Client | undefined
    const made = await eventsOf(async () => (guest = await house.register('guest')))
    expect(made.filter((event) => event === 'user_created')).toHaveLength(1)
    expect(made.filter((event) => event === 'session_created')).toHaveLength(1)
    const change = () => guest!.put('/api/v1/user', { first_name: 'Greta' })
    expect(await eventsOf(change)).toEqual(['user_updated'])
    const leave = () =>
      house.app.inject({
        method: 'POST',
        url: '/api/v1/auth/logout',
        headers: ownPage,
        cookies: { '__Secure-phrm_refresh': guest!.cookie },
      })
    expect(await eventsOf(leave)).toEqual(['session_expired'])
  })

  it('AD-01 a session that is renewed by a proof, with where it came from', async () => {
    const guest = await house.register('sure')
    const prove = () => guest.post('/api/v1/auth/reauthenticate', { password })
    const rows = await rowsOf(prove)
    expect(rows).toMatchObject([
      { event: 'session_renewed', session_ref: expect.stringMatching(/^[0-9a-f]{16}$/) },
    ])
    const { rows: origins } = await house.database.pool.query(
      `select ip_address, user_agent from security_events where event_type = 'session_renewed'`,
    )
    expect(origins).toEqual([{ ip_address: '127.0.0.1', user_agent: 'lightMyRequest' }])
  })

  it('AD-01 a password that is locked after a hundred failures', async () => {
    const guest = await house.register('guessed')
    await logIn('another few words together', 'guessed@example.org')
    await house.database.pool.query(
      `update sign_in_failures set failures = 99, failed_at = now() - interval '1 hour' where subject = $1`,
      [`account ${guest.accountId}`],
    )
    expect(
      await eventsOf(() => logIn('another few words together', 'guessed@example.org')),
    ).toEqual(['authn_login_fail', 'authn_login_lock'])
  })

  it('AD-01 an account that asks to end, and one that has ended', async () => {
    const guest = await house.register('leaver')
    const leave = () => guest.post('/api/v1/user/deletion', { confirm: 'DELETE' })
    const asked = await eventsOf(leave)
    expect(asked.filter((event) => event === 'user_archived')).toHaveLength(1)
    const now = () => new Date(Date.now() + 31 * 24 * 3_600_000)
    const ended = await eventsOf(() => runJob(house, 'end-due', { now }))
    expect(ended.filter((event) => event === 'user_deleted')).toHaveLength(1)
  })

  it('AD-01 a refresh token that comes twice', async () => {
    const guest = await house.register('robbed')
    const refresh = () =>
      house.app.inject({
        method: 'POST',
        url: '/api/v1/auth/refresh',
        headers: ownPage,
        cookies: { '__Secure-phrm_refresh': guest.cookie },
      })
    await refresh()
    await house.database.pool.query(
      `update refresh_tokens set exchanged_at = exchanged_at - interval '1 minute'`,
    )
    expect(await eventsOf(refresh)).toEqual(['authn_token_reuse'])
  })

  it('AD-01 what is not allowed, and what a foreign page sends', async () => {
    const foreign = () =>
      house.app.inject({
        method: 'POST',
        url: '/api/v1/auth/refresh',
        headers: { 'sec-fetch-site': 'cross-site' },
        cookies: { '__Secure-phrm_refresh': owner.cookie },
      })
    expect(await eventsOf(foreign)).toEqual(['malicious_csrf'])
    expect(await eventsOf(() => owner.send('/api/v1/admin/accounts'))).toEqual(['authz_fail'])
    const other = await house.register('other')
    const disable = () => admin.put(`/api/v1/admin/accounts/${other.accountId}`, { disabled: true })
    expect(await eventsOf(disable)).toEqual(['authz_admin'])
  })

  it('AD-01 tokens, and what they do', async () => {
    let made = { id: 0, token: '' }
    const create = async () => {
      const body = { name: 'watch', scopes: ['records:read'] }
      made = (await owner.post('/api/v1/tokens', body)).json()
    }
    expect(await eventsOf(create)).toEqual(['authn_token_created'])
    const authorization = `Bearer ${made.token}`
    const read = () => house.app.inject({ url: '/api/v1/records', headers: { authorization } })
    expect(await rowsOf(read)).toMatchObject([
      { event: 'sensitive_read', action: 'health-record.list', token_id: expect.any(Number) },
    ])
    const write = () =>
      house.app.inject({
        method: 'POST',
        url: '/api/v1/records',
        headers: { authorization },
        payload: { date: '2024-01-15' },
      })
    expect(await eventsOf(write)).toEqual(['authz_fail'])
    const revoke = () => owner.send({ method: 'DELETE', url: `/api/v1/tokens/${made.id}` })
    expect(await eventsOf(revoke)).toEqual(['authn_token_revoked'])
  })

  it('AD-01 making, changing, looking at and removing health data, with whose it is and through what', async () => {
    let id = 0
    expect(await rowsOf(async () => (id = await addRecord()))).toMatchObject([
      {
        event: 'sensitive_create',
        action: 'health-record.create',
        family_member_ids: [owner.selfId],
        subject: expect.any(String),
        session_ref: expect.stringMatching(/^[0-9a-f]{16}$/),
        token_id: null,
      },
    ])
    const url = `/api/v1/records/${id}`
    const row = { family_member_ids: [owner.selfId], subject: String(id) }
    expect(await rowsOf(() => owner.put(url, { date: '2024-01-16' }))).toMatchObject([
      { event: 'sensitive_update', ...row },
    ])
    expect(await rowsOf(() => owner.send(url))).toMatchObject([{ event: 'sensitive_read', ...row }])
    expect(await rowsOf(() => remove(url))).toMatchObject([{ event: 'sensitive_delete', ...row }])
    expect(await eventsOf(() => owner.send(url))).toEqual([])
  })

  it('AD-01 every way to look at health data', async () => {
    const id = await addRecord()
    let uploaded: { documents: { id: number }[] } = { documents: [] }
    const upload = async () => {
      const answer = await owner.upload(id, [{ filename: 'a.txt', content: 'HbA1c 6.1 %' }])
      uploaded = answer.json()
    }
    expect(await eventsOf(upload)).toEqual(['upload_complete'])
    const document = uploaded.documents[0]!.id
    const looks: Record<string, () => Promise<unknown>> = {
      'family-member.list': () => owner.send('/api/v1/family'),
      'family-member.read': () => owner.send(`/api/v1/family/${owner.selfId}`),
      'health-record.list': () => owner.send('/api/v1/records'),
      'health-record.read': () => owner.send(`/api/v1/records/${id}`),
      'document.list': () => owner.send('/api/v1/documents'),
      'document.read': () => owner.send(`/api/v1/documents/${document}`),
      'document.download': () => owner.send(`/api/v1/documents/${document}/file`),
      'search.run': () => owner.post('/api/v1/search', { query: 'tetanus' }),
      'assistant.look-up': () =>
        owner.post('/api/v1/ai/chat', { message: 'tetanus', use_model: false }),
    }
    for (const [action, look] of Object.entries(looks))
      expect(await rowsOf(look), action).toMatchObject([
        { event: 'sensitive_read', action, family_member_ids: [owner.selfId] },
      ])
  })

  it('AD-01 consent, what is sent to a model, and asking too often', async () => {
    const consent = (granted: boolean) =>
      owner.put('/api/v1/ai/consents', { family_member_id: owner.selfId, host, granted })
    const ask = () => owner.post('/api/v1/ai/chat', { message: 'tetanus' })
    expect(await rowsOf(() => consent(true))).toMatchObject([
      {
        event: 'consent_given',
        family_member_ids: [owner.selfId],
        subject: expect.stringContaining(host),
      },
    ])
    const sent = await eventsOf(ask)
    expect(sent.filter((event) => event === 'ai_call')).toHaveLength(1)
    expect(await eventsOf(() => consent(false))).toEqual(['consent_withdrawn'])
    const often = async () => {
      for (let i = 0; i < 8; i++) await ask()
    }
    const excess = (await eventsOf(often)).filter((event) => event.startsWith('excess'))
    expect(excess).toEqual(['excess_rate_limit_exceeded'])
  })

  it('AD-01 a password that is changed', async () => {
    const guest = await house.register('careful')
    const change = () =>
      guest.put('/api/v1/auth/password', {
        current_password: password,
        new_password: 'eight herons by a slow river',
      })
    const events = await eventsOf(change)
    expect(events.filter((event) => event === 'authn_password_change')).toHaveLength(1)
  })
})

describe('AD-04 text of strangers in the log', () => {
  it('AD-04 stays on one line, whatever the agent and the names hold', async () => {
    const agent = 'curl\r\n{"level":60,"msg":"forged"}\u001b[2J'
    const { store } = house.phrm.ports
    await store.securityEvents.write({ type: 'authn_login_fail', ip: '::1', userAgent: agent })
    const { items } = await store.securityEvents.list({ page: 1, perPage: 1 })
    expect(items[0]?.userAgent).toBe('curl\\u000d\\u000a{"level":60,"msg":"forged"}\\u001b[2J')
    const events = await admin.send('/api/v1/admin/events?per_page=1')
    expect(events.body).not.toMatch(/[\r\n\u001b]/)
    expect(events.json().events[0].user_agent).toBe(items[0]?.userAgent)
  })
})

describe('AD-05 an act that cannot be written down', () => {
  const breaking = (table: string) => `
    create or replace function fail_audit() returns trigger language plpgsql as
      $$ begin raise exception using errcode = '53100', message = 'full'; end $$;
    create trigger fail_audit before insert on ${table} for each row execute function fail_audit()`

  it('AD-05 does not happen, and nothing is shown', async () => {
    const { pool } = house.database
    const id = await addRecord()
    const count = async () =>
      (await pool.query('select count(*)::int as n from health_records where deleted_at is null'))
        .rows[0].n
    const before = await count()
    await pool.query(breaking('audit_log'))
    try {
      const answers = [
        await owner.post('/api/v1/records', { date: '2024-01-15', notes: 'canary' }),
        await remove(`/api/v1/records/${id}`),
        await owner.send(`/api/v1/records/${id}`),
        await owner.send('/api/v1/records'),
        await owner.post('/api/v1/search', { query: 'tetanus' }),
        await logIn(),
      ]
      for (const answer of answers) {
        expect(answer.statusCode).toBeGreaterThanOrEqual(500)
        expect(answer.body).not.toContain('Tetanus')
      }
      expect(await count()).toBe(before)
    } finally {
      await pool.query('drop trigger fail_audit on audit_log')
    }
    expect((await owner.send(`/api/v1/records/${id}`)).statusCode).toBe(200)
  })
})

describe('who looked', () => {
  it('is told to owners and editors, with names, and to nobody else', async () => {
    const id = await addRecord()
    await owner.send(`/api/v1/records/${id}`)
    const answer = await owner.send(`/api/v1/family/${owner.selfId}/accesses?per_page=2`)
    expect(answer.json()).toMatchObject({
      accesses: [
        {
          action: 'health-record.read',
          subject: String(id),
          account: { id: owner.accountId, name: 'owner Test', you: true },
          through: 'sign-in',
          token_name: null,
        },
        { action: 'health-record.create' },
      ],
      page: 1,
    })
    for (const who of [admin, await house.register('stranger')]) {
      const refused = await who.send(`/api/v1/family/${owner.selfId}/accesses`)
      expect(refused.statusCode).toBe(404)
    }
  })

  it('is one thing, what concerns an account is another', async () => {
    const own = await owner.send('/api/v1/user/activity?per_page=100')
    const types = own.json<{ events: { type: string; account: { id: number } }[] }>().events
    expect(types.every(({ account }) => account.id === owner.accountId)).toBe(true)
    expect(types.map(({ type }) => type)).toContain('session_created')
    const all = await admin.send('/api/v1/admin/events?per_page=100')
    expect(all.body).not.toMatch(/sensitive_|health-record|upload_complete/)
    expect(all.json().total).toBeGreaterThan(own.json().total)
    const failed = await admin.send('/api/v1/admin/events?type=authn_login_fail')
    expect(new Set(failed.json().events.map(({ type }: { type: string }) => type))).toEqual(
      new Set(['authn_login_fail']),
    )
    expect((await owner.send('/api/v1/admin/events')).statusCode).toBe(403)
    expect((await admin.send('/api/v1/admin/events?type=x')).statusCode).toBe(400)
  })

  it('can be read as the table that it was before', async () => {
    const { rows } = await house.database.pool.query(
      'select user_id, event_type, details, ip_address, user_agent, timestamp from security_events',
    )
    expect(rows.length).toBeGreaterThan(5)
    expect(JSON.stringify(rows)).not.toContain('sensitive_')
  })
})
