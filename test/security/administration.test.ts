import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { giveBelongings, type Belongings } from './support/belongings.ts'
import {
  openPhrmUnderTest,
  password,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'

const canary = 'zyxomycin'

interface Account {
  id: number
  username: string
  disabled_at: string | null
  [field: string]: unknown
}

async function listAccounts(admin: Client): Promise<Account[]> {
  return (await admin.send('/api/v1/admin/accounts')).json<{ accounts: Account[] }>().accounts
}

function logIn(house: PhrmUnderTest, name: string) {
  return house.app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email: `${name}@example.org`, password },
  })
}

async function readActs(house: PhrmUnderTest): Promise<{ by: number; act: string }[]> {
  const { items } = await house.phrm.ports.store.securityEvents.list({
    page: 1,
    perPage: 100,
    type: 'authz_admin',
  })
  return items.map(({ account, details }) => ({ by: account?.id ?? 0, act: `${details['act']}` }))
}

describe('AZ-04 an administrator', () => {
  let house: PhrmUnderTest
  let admin: Client
  let owner: Client
  let things: Belongings

  beforeAll(async () => {
    house = await openPhrmUnderTest()
    admin = await house.register('admin')
    owner = await house.register('owner')
    things = await giveBelongings(house, owner, canary)
  })
  afterAll(() => house.close())

  it('reads and changes nothing of anybody else’s health', async () => {
    const { memberId, recordId, documentId, jobId } = things
    const requests = [
      ['GET', `/family/${memberId}`],
      ['PUT', `/family/${memberId}`, { name: 'Ben', relationship: 'child' }],
      ['DELETE', `/family/${memberId}`],
      ['POST', `/family/${memberId}/restore`],
      ['GET', `/records?family_member_id=${memberId}`],
      ['POST', '/records', { date: '2024-01-15', family_member_id: memberId }],
      ['GET', `/records/${recordId}`],
      ['PUT', `/records/${recordId}`, { date: '2024-01-16' }],
      ['DELETE', `/records/${recordId}`],
      ['GET', `/records/${recordId}/documents`],
      ['GET', `/documents?family_member_id=${memberId}`],
      ['GET', `/documents/${documentId}`],
      ['GET', `/documents/${documentId}/file`],
      ['GET', `/documents/${documentId}/pages/1`],
      ['GET', `/documents/${documentId}/pages/1/picture`],
      ['POST', `/documents/${documentId}/read`],
      ['DELETE', `/documents/${documentId}`],
      ['POST', '/search', { query: canary, family_member_id: memberId }],
      ['POST', '/ai/chat', { message: canary, patient_id: memberId }],
      ['GET', `/jobs/${jobId}`],
      ['POST', `/jobs/${jobId}/cancel`],
    ] as const
    for (const [method, path, payload] of requests) {
      const request = { method, url: `/api/v1${path}`, ...(payload && { payload }) }
      const response = await admin.send(request)
      expect(response.statusCode, `${method} ${path}`).toBe(404)
      expect(response.body).not.toContain(canary)
    }
  })

  it('finds nothing of it in what is for administrators', async () => {
    await house.database.pool.query(`update jobs set state = 'failed', reason = 'It failed.'`)
    for (const path of ['accounts', 'jobs', 'overview', 'events', 'invitations', 'registration']) {
      const response = await admin.send(`/api/v1/admin/${path}`)
      expect(response.statusCode, path).toBe(200)
      expect(response.body, path).not.toContain(canary)
      expect(response.body, path).not.toMatch(/document_?id|record_?id|payload|diagnos/i)
    }
    const search = await admin.post('/api/v1/search', { query: canary })
    expect(search.json()).toMatchObject({ total: 0 })
  })

  it('is the only one who comes in', async () => {
    for (const [method, path, payload] of administration(owner.accountId)) {
      const request = { method, url: `/api/v1/admin${path}`, ...(payload && { payload }) }
      const anonymous = await house.app.inject(request)
      expect(anonymous.statusCode, `${method} ${path}`).toBe(401)
      const response = await owner.send(request)
      expect(response.statusCode, `${method} ${path}`).toBe(403)
      expect(response.json()).toMatchObject({ code: 'forbidden' })
    }
    expect((await owner.send('/api/v1/user')).json()).toMatchObject({ is_admin: false })
  })

  it('sees who has an account and how much room it takes, and no password, token or secret', async () => {
    const accounts = await listAccounts(admin)
    expect(accounts.map(({ username }) => username)).toEqual(['owner', 'admin'])
    expect(accounts[0]).toMatchObject({
      email: 'owner@example.org',
      is_admin: false,
      locked: false,
      second_factor: false,
      last_seen_at: expect.any(String),
      storage_bytes: `${canary} tetanus booster`.length,
    })
    expect(JSON.stringify(accounts)).not.toMatch(/argon2|hash|\$2[aby]\$/)
  })
})

/** Every route for administrators. */
function administration(id: number) {
  return [
    ['GET', '/overview'],
    ['GET', '/accounts'],
    ['PUT', `/accounts/${id}`, { is_admin: true }],
    ['PUT', `/accounts/${id}`, { disabled: true }],
    ['POST', `/accounts/${id}/end-sessions`],
    ['POST', `/accounts/${id}/unlock`],
    ['POST', `/accounts/${id}/reset-link`],
    ['GET', '/registration'],
    ['PUT', '/registration', { mode: 'open' }],
    ['GET', '/invitations'],
    ['POST', '/invitations', {}],
    ['DELETE', '/invitations/1'],
    ['GET', '/jobs'],
    ['POST', '/jobs/1/retry'],
    ['GET', '/events'],
  ] as const
}

describe('accounts under administration', () => {
  let house: PhrmUnderTest
  let admin: Client
  let ben: Client
  const url = (client: Client, rest = '') => `/api/v1/admin/accounts/${client.accountId}${rest}`
  const change = (of: Client, payload: object) => admin.put(url(of), payload)

  beforeEach(async () => {
    house = await openPhrmUnderTest()
    admin = await house.register('admin')
    ben = await house.register('ben')
  })
  afterEach(() => house.close())

  it('SE-06 are closed at once, for the session, its cookie and every token', async () => {
    const made = await ben.post('/api/v1/tokens', { name: 'watch', scopes: ['records:read'] })
    expect(made.statusCode, made.body).toBe(201)
    const { token } = made.json<{ token: string }>()
    const byToken = () =>
      house.app.inject({ url: '/api/v1/records', headers: { authorization: `Bearer ${token}` } })
    const refresh = () =>
      house.app.inject({
        method: 'POST',
        url: '/api/v1/auth/refresh',
        headers: { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'phrm' },
        cookies: { '__Secure-phrm_refresh': ben.cookie },
      })
    // Once before, so that whatever is remembered for speed is remembered.
    expect((await ben.send('/api/v1/records')).statusCode).toBe(200)
    expect((await byToken()).statusCode).toBe(200)

    const disabled = await change(ben, { disabled: true })
    expect(disabled.json()).toMatchObject({ disabled_at: expect.any(String) })
    expect((await ben.send('/api/v1/records')).statusCode).toBe(401)
    expect((await byToken()).statusCode).toBe(401)
    expect((await refresh()).statusCode).toBe(401)
    expect((await logIn(house, 'ben')).json()).toMatchObject({ code: 'wrong-credentials' })

    await change(ben, { disabled: false })
    expect((await logIn(house, 'ben')).statusCode).toBe(200)
    expect((await ben.send('/api/v1/records')).statusCode).toBe(401)
    expect((await byToken()).statusCode).toBe(401)
    expect((await refresh()).statusCode).toBe(401)
  })

  it('SE-08 are signed out everywhere by an administrator, and of nothing else', async () => {
    const second = (await logIn(house, 'ben')).json<{ access_token: string }>().access_token
    const asSecond = () =>
      house.app.inject({ url: '/api/v1/user', headers: { authorization: `Bearer ${second}` } })
    expect((await asSecond()).statusCode).toBe(200)
    const ended = await admin.send({ method: 'POST', url: url(ben, '/end-sessions') })
    expect(ended.statusCode).toBe(204)
    expect((await asSecond()).statusCode).toBe(401)
    expect((await ben.send('/api/v1/user')).statusCode).toBe(401)
    expect((await admin.send('/api/v1/user')).statusCode).toBe(200)
    expect((await logIn(house, 'ben')).statusCode).toBe(200)
  })

  it('lose the rights of an administrator with the next request, and keep the last one who has them', async () => {
    expect((await change(admin, { is_admin: false })).json()).toMatchObject({ code: 'conflict' })
    expect((await change(admin, { disabled: true })).statusCode).toBe(409)
    expect((await change(ben, { is_admin: true })).json()).toMatchObject({ is_admin: true })
    const token = (await logIn(house, 'ben')).json<{ access_token: string }>().access_token
    const asBen = (url: string) =>
      house.app.inject({ url, headers: { authorization: `Bearer ${token}` } })
    expect((await asBen('/api/v1/admin/accounts')).statusCode).toBe(200)
    expect((await change(ben, { is_admin: false })).statusCode).toBe(200)
    expect([401, 403]).toContain((await asBen('/api/v1/admin/accounts')).statusCode)
    // One that is closed counts as none, and one who is about to leave neither.
    await change(ben, { is_admin: true })
    await change(ben, { disabled: true })
    expect((await change(admin, { is_admin: false })).statusCode).toBe(409)
    await change(ben, { disabled: false })
    await house.database.pool.query(
      `update users set deletion_due_at = now() + interval '1 day' where id = $1`,
      [ben.accountId],
    )
    expect((await change(admin, { is_admin: false })).statusCode).toBe(409)
    expect((await change(admin, { disabled: true })).statusCode).toBe(409)
  })

  it('let two administrators who disable each other at once not both succeed', async () => {
    await change(ben, { is_admin: true })
    const token = (await logIn(house, 'ben')).json<{ access_token: string }>().access_token
    const statuses = await Promise.all([
      change(ben, { disabled: true }),
      house.app.inject({
        method: 'PUT',
        url: url(admin),
        payload: { disabled: true },
        headers: { authorization: `Bearer ${token}` },
      }),
    ]).then((responses) => responses.map(({ statusCode }) => statusCode))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  })

  it('ask for a recent sign-in before rights are given', async () => {
    await house.database.pool.query(
      `update sessions set authenticated_at = now() - interval '16 minutes'`,
    )
    const cleo = await house.register('cleo')
    // A session that was looked up before stays known for half a minute: this one was not.
    const refused = await change(cleo, { is_admin: true })
    expect(refused.json()).toMatchObject({ status: 403, code: 'reauth-required' })
    expect((await change(cleo, { disabled: true })).statusCode).toBe(200)
  })

  it('are freed from the lock that wrong passwords made', async () => {
    await house.database.pool.query('update users set password_locked_at = now() where id = $1', [
      ben.accountId,
    ])
    expect((await listAccounts(admin))[0]).toMatchObject({ username: 'ben', locked: true })
    expect((await logIn(house, 'ben')).statusCode).not.toBe(200)
    const unlocked = await admin.send({ method: 'POST', url: url(ben, '/unlock') })
    expect(unlocked.statusCode).toBe(204)
    expect((await listAccounts(admin))[0]).toMatchObject({ locked: false })
    expect((await logIn(house, 'ben')).statusCode).toBe(200)
  })

  it('are freed from the wait that wrong codes made, too', async () => {
    const { secondFactors } = house.phrm.ports.store
    const charge = () => secondFactors.chargeAttempt(ben.accountId, new Date())
    for (let failure = 1; failure <= 5; failure++) await charge()
    expect(await charge()).toMatchObject({ waitUntil: expect.any(Date) })
    await admin.send({ method: 'POST', url: url(ben, '/unlock') })
    expect(await charge()).toEqual({ failures: 1 })
  })

  it('are not there when nobody has that number, and nothing is written down for them', async () => {
    for (const [method, path, payload] of administration(2_000_000_000)) {
      if (!path.includes('2000000000')) continue
      const request = { method, url: `/api/v1/admin${path}`, ...(payload && { payload }) }
      expect((await admin.send(request)).statusCode, path).toBe(404)
    }
    expect(await readActs(house)).toEqual([])
  })

  it('AD-01 leave one line for each act, with who did it', async () => {
    await change(ben, { disabled: true })
    await change(ben, { disabled: false })
    await admin.send({ method: 'POST', url: url(ben, '/unlock') })
    await admin.send({ method: 'POST', url: url(ben, '/end-sessions') })
    await admin.put('/api/v1/admin/registration', { mode: 'invite' })
    await admin.post('/api/v1/admin/invitations', {})
    const by = admin.accountId
    expect((await readActs(house)).toReversed()).toEqual(
      [
        'disable-account',
        'enable-account',
        'unlock-account',
        'end-sessions',
        'registration-invite',
        'invite',
      ].map((act) => ({ by, act })),
    )
  })

  it('AD-05 are not changed when it cannot be written down', async () => {
    await house.database.pool.query('alter function door.add_security_event rename to gone')
    expect((await change(ben, { disabled: true })).statusCode).toBe(500)
    await house.database.pool.query('alter function door.gone rename to add_security_event')
    expect((await listAccounts(admin))[0]).toMatchObject({ username: 'ben', disabled_at: null })
  })
})

describe('work under administration', () => {
  let house: PhrmUnderTest
  let admin: Client
  beforeAll(async () => {
    house = await openPhrmUnderTest()
    admin = await house.register('admin')
    await giveBelongings(house, admin, canary)
  })
  afterAll(() => house.close())

  it('is listed by state and kind, page by page', async () => {
    const { jobs } = house.phrm.ports.store
    for (let i = 0; i < 3; i++) await jobs.enqueueForHouse({ kind: 'clean-files', payload: { i } })
    const list = async (query: string) => (await admin.send(`/api/v1/admin/jobs?${query}`)).json()
    expect(await list('kind=clean-files&per_page=2')).toMatchObject({ total: 3, pages: 2 })
    const second = await list('kind=clean-files&per_page=2&page=2')
    expect(second).toMatchObject({ total: 3, jobs: [{ kind: 'clean-files', state: 'queued' }] })
    expect(await list('kind=clean-files&page=9')).toMatchObject({ total: 3, jobs: [] })
    expect(await list('state=failed')).toMatchObject({ total: 0, pages: 1, jobs: [] })
    expect(await list('kind=x;')).toMatchObject({ status: 400, field: 'kind' })
  })

  it('is tried again once when it failed, and only then', async () => {
    const { store } = house.phrm.ports
    const kind = 'purge-deleted'
    const { id } = await store.jobs.enqueueForHouse({ kind, payload: {}, uniqueKey: 'one' })
    const retry = (job: number) =>
      admin.send({ method: 'POST', url: `/api/v1/admin/jobs/${job}/retry` })
    expect((await retry(id)).statusCode).toBe(409)
    await house.database.pool.query(
      `update jobs set state = 'failed', attempts = 3, reason = 'x', finished_at = now() where id = $1`,
      [id],
    )
    const other = await store.jobs.enqueueForHouse({ kind, payload: {}, uniqueKey: 'one' })
    expect(other.id).not.toBe(id)
    expect((await retry(id)).json()).toMatchObject({ status: 409 })
    await house.database.pool.query('delete from jobs where id = $1', [other.id])
    expect((await retry(id)).statusCode).toBe(204)
    const { rows } = await house.database.pool.query(
      'select state, attempts, reason, finished_at from jobs where id = $1',
      [id],
    )
    expect(rows).toEqual([{ state: 'queued', attempts: 0, reason: null, finished_at: null }])
    expect((await retry(2_000_000_000)).statusCode).toBe(404)
  })

  it('and the house are shown at a glance', async () => {
    const response = await admin.send('/api/v1/admin/overview')
    expect(response.json()).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      database: 'embedded',
      mail_configured: false,
      accounts: 1,
      disk_free: expect.any(Number),
      jobs: { waiting: expect.any(Number), failed: 0 },
      providers: [],
    })
  })
})
