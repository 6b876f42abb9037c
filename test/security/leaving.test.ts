import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveBelongings } from './support/belongings.ts'
import { findEverywhere, listTables } from './support/every-table.ts'
import {
  openPhrmUnderTest,
  password,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'
import { runJob } from './support/run-job.ts'

const day = 24 * 3_600_000
const inDays = (days: number) => () => new Date(Date.now() + days * day)

let house: PhrmUnderTest
let admin: Client

beforeAll(async () => {
  house = await openPhrmUnderTest()
  admin = await house.register('administrator')
  // So large that they are found in any text, and no other number is one of them by chance.
  await house.database.pool.query('alter table users alter column id restart with 70010001')
  await house.database.pool.query(
    'alter table family_members alter column id restart with 80010001',
  )
})
afterAll(() => house.close())

const leave = (client: Client) => client.post('/api/v1/user/deletion', { confirm: 'DELETE' })

async function signIn(name: string): Promise<{ status: number; send: Client['send'] }> {
  const response = await house.app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email: `${name}@example.org`, password },
  })
  const authorization = `Bearer ${response.json<{ access_token: string }>().access_token}`
  return {
    status: response.statusCode,
    send: (options) => {
      const request = typeof options === 'string' ? { url: options } : options
      return house.app.inject({ ...request, headers: { authorization, ...request.headers } })
    },
  }
}

/** As the database has it, past the sharing pages. */
async function link(client: Client, memberId: number, role: string): Promise<void> {
  await house.database.pool.query(
    'insert into user_family (user_id, family_member_id, role) values ($1, $2, $3)',
    [client.accountId, memberId, role],
  )
}

describe('PR-02 asking to leave', () => {
  it('PR-02 ends every way in at once, and signing in offers to stay and nothing else', async () => {
    const anna = await house.register('anna-leaves')
    const { recordId } = await giveBelongings(house, anna, 'canary')
    expect((await anna.post('/api/v1/user/deletion', {})).statusCode).toBe(400)
    expect((await anna.post('/api/v1/user/deletion', { confirm: 'delete' })).statusCode).toBe(400)
    const asked = await leave(anna)
    expect(asked.statusCode, asked.body).toBe(200)
    const { due_at: due } = asked.json<{ due_at: string }>()
    expect(Math.round((Date.parse(due) - Date.now()) / day)).toBe(30)
    expect((await anna.send('/api/v1/user')).statusCode).toBe(401)
    expect(await refresh(anna)).toBe(401)

    const back = await signIn('anna-leaves')
    expect(back.status).toBe(200)
    expect((await back.send('/api/v1/user/deletion')).json()).toEqual({ due_at: due })
    for (const url of [
      '/api/v1/family',
      '/api/v1/records',
      `/api/v1/records/${recordId}`,
      '/api/v1/documents',
    ]) {
      const response = await back.send(url)
      expect(response.json(), url).toMatchObject({ status: 403, code: 'deletion-pending' })
      expect(response.body).not.toContain('canary')
    }
    expect((await back.send({ method: 'POST', url: '/api/v1/user/export' })).statusCode).toBe(202)

    expect((await back.send({ method: 'DELETE', url: '/api/v1/user/deletion' })).statusCode).toBe(
      204,
    )
    expect((await back.send(`/api/v1/records/${recordId}`)).statusCode).toBe(200)
    expect((await back.send({ method: 'DELETE', url: '/api/v1/user/deletion' })).statusCode).toBe(
      409,
    )
    await runJob(house, 'end-due', { now: inDays(31) })
    expect((await back.send('/api/v1/user')).statusCode).toBe(200)
  })

  it('PR-02 no token works meanwhile, not even one that was made in that very moment', async () => {
    const hasty = await house.register('hasty')
    const body = { name: 'watch', scopes: ['records:read'] }
    const { token } = (await hasty.post('/api/v1/tokens', body)).json<{ token: string }>()
    const read = () =>
      house.app.inject({ url: '/api/v1/records', headers: { authorization: `Bearer ${token}` } })
    await leave(hasty)
    await house.database.pool.query('update api_tokens set revoked_at = null where user_id = $1', [
      hasty.accountId,
    ])
    expect((await read()).statusCode).toBe(401)
  })

  it('PR-02 nothing is gone a moment before its time', async () => {
    const early = await house.register('early')
    await leave(early)
    await runJob(house, 'end-due', { now: inDays(29.9) })
    expect((await signIn('early')).status).toBe(200)
  })

  it('PR-02 is not for the only administrator while others are here', async () => {
    const response = await leave(admin)
    expect(response.json()).toMatchObject({ status: 409, code: 'conflict' })
    expect(response.body).toContain('only administrator')
    expect((await admin.send('/api/v1/user')).statusCode).toBe(200)
  })
})

describe('PR-02 an account whose time has come', () => {
  it('PR-02 leaves no row, no file, no word and no way back', async () => {
    const before = new Set(await house.files())
    const gone = await house.register('zzgonezz')
    const canary = 'qwvcanaryqwv'
    const { memberId, recordId } = await giveBelongings(house, gone, canary)
    await useEverything(gone, canary, memberId, recordId)
    // Sanity: the scan would find it.
    expect((await findEverywhere(house, canary)).length).toBeGreaterThan(8)
    expect((await findEverywhere(house, String(gone.accountId))).length).toBeGreaterThan(8)

    await leave(gone)
    await signIn('zzgonezz')
    await runJob(house, 'end-due', { now: inDays(31) })

    for (const text of [canary, 'zzgonezz', String(gone.accountId)])
      expect(await findEverywhere(house, text), text).toEqual([])
    // Of the person only the number stays, in the trail that cannot be changed.
    const traces = await findEverywhere(house, String(memberId))
    expect(traces.filter((row) => !/^(audit_log|ai_audit_logs):/.test(row))).toEqual([])
    expect((await house.files()).filter((name) => !before.has(name))).toEqual([])
    expect((await signIn('zzgonezz')).status).toBe(401)
    const { rows } = await house.database.pool.query(
      `select count(*)::int as n from audit_log where action = 'account.delete'`,
    )
    expect(rows[0].n).toBeGreaterThan(0)
    const search = await admin.post('/api/v1/search', { query: canary })
    expect(search.json()).toMatchObject({ total: 0, corrections: [] })
  })

  it('PR-02 its e-mail address and username are free again', async () => {
    expect((await house.register('zzgonezz')).accountId).toBeGreaterThan(0)
  })

  it('PR-02 a person with another owner stays, with what was written of it', async () => {
    const leaver = await house.register('co-owner')
    const stayer = await house.register('stayer')
    const viewer = await house.register('viewer')
    const both = await giveBelongings(house, leaver, 'kept')
    const mine = await giveBelongings(house, leaver, 'dropped')
    const theirs = await giveBelongings(house, stayer, 'theirs')
    await link(stayer, both.memberId, 'owner')
    await link(viewer, mine.memberId, 'viewer')
    await link(leaver, theirs.memberId, 'editor')
    const written = await leaver.post('/api/v1/records', {
      date: '2024-02-02',
      family_member_id: theirs.memberId,
    })
    const { id: writtenId } = written.json<{ id: number }>()
    await leave(leaver)
    await runJob(house, 'end-due', { now: inDays(31) })

    for (const id of [both.recordId, theirs.recordId, writtenId]) {
      const record = await stayer.send(`/api/v1/records/${id}`)
      expect(record.json(), record.body).toMatchObject({ id, user_id: stayer.accountId })
    }
    const file = await stayer.send(`/api/v1/documents/${both.documentId}/file`)
    expect(file.statusCode).toBe(200)
    expect((await viewer.send(`/api/v1/family/${mine.memberId}`)).statusCode).toBe(404)
    expect(await findEverywhere(house, String(leaver.accountId))).toEqual([])
    expect(await findEverywhere(house, 'dropped')).toEqual([])
  })

  it('PR-02 a process that dies half-way is no way back, and the next one ends it', async () => {
    const half = await house.register('halfway')
    await giveBelongings(house, half, 'halfcanary')
    await leave(half)
    const { deletions } = house.phrm.ports.store
    await deletions.begin(half.accountId, inDays(31)())
    await deletions.eraseSome(half.accountId)
    expect((await signIn('halfway')).status).toBe(401)
    expect(await deletions.cancel(half.accountId)).toBe(false)
    await runJob(house, 'end-due', { now: inDays(31) })
    await runJob(house, 'end-due', { now: inDays(31) })
    expect(await findEverywhere(house, 'halfcanary')).toEqual([])
    expect(await findEverywhere(house, String(half.accountId))).toEqual([])
  })

  it('PR-02 the last administrator stays even when the request is older than the others', async () => {
    const second = await openPhrmUnderTest()
    const alone = await second.register('alone')
    expect((await alone.post('/api/v1/user/deletion', { confirm: 'DELETE' })).statusCode).toBe(200)
    await second.register('newcomer')
    await runJob(second, 'end-due', { now: inDays(31) })
    expect((await findEverywhere(second, 'alone@example.org')).length).toBeGreaterThan(0)
    await second.close()
  })
})

/**
 * Each table, and where what it says of an account goes when the account takes its data along. A new table fails until somebody has
 * thought of it; that it is emptied is seen by the scan above.
 */
const takenAlong: Record<string, string> = {
  users: 'data/account.json',
  family_members: 'data/family-members.json',
  health_records: 'data/health-records.json',
  documents: 'data/documents.json and documents/',
  document_pages: 'data/document-pages.json',
  user_family: 'history/shares.json',
  shares: 'history/share-offers.json',
  invitations: 'history/invitations.json',
  told_followups: 'history/reminders.json',
  ai_consents: 'history/consents.json',
  ai_audit_logs: 'history/ai-activity.json',
  ai_summaries: 'history/ai-summaries.json',
  audit_log: 'history/activity.json',
  audit_origins: 'history/activity.json',
  sessions: 'history/sessions.json',
  known_devices: 'history/sign-in-methods.json',
  authenticators: 'history/sign-in-methods.json',
  passkeys: 'history/sign-in-methods.json',
  api_tokens: 'history/api-tokens.json',
  refresh_tokens: 'not: hashes of secrets',
  recovery_codes: 'not: hashes of secrets',
  account_links: 'not: hashes of secrets, for an hour',
  passkey_challenges: 'not: random, for minutes',
  pending_sign_ins: 'not: for minutes',
  pending_registrations: 'not: nobody has an account yet',
  sign_in_failures: 'not: counters',
  factor_attempts: 'not: counters',
  idempotency_keys: 'not: answers once more, for a day',
  digests: 'not: how far the account was told',
  audit_pseudonyms: 'not: who stands behind a pseudonym',
  audit_seals: 'not: checksums of the trail',
  audit_row_hashes: 'not: checksums of the trail',
  data_exports: 'not: where the archive itself lies',
  import_staging: 'not: for the minutes of an import',
  jobs: 'not: work under way',
  search_entries: 'not: made of records and documents',
  search_postings: 'not: made of records and documents',
  search_words: 'not: made of records and documents',
  house_settings: 'not: of the house',
  schema_migrations: 'not: of the house',
}

describe('PR-01 every table', () => {
  it('PR-01 has been thought about', async () => {
    expect(await listTables(house)).toEqual(Object.keys(takenAlong).sort())
  })
})

async function refresh(client: Client): Promise<number> {
  const response = await house.app.inject({
    method: 'POST',
    url: '/api/v1/auth/refresh',
    headers: { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'phrm' },
    cookies: { '__Secure-phrm_refresh': client.cookie },
  })
  return response.statusCode
}

/** A row in as many tables as an account can reach. */
async function useEverything(
  client: Client,
  canary: string,
  memberId: number,
  recordId: number,
): Promise<void> {
  const { pool } = house.database
  await client.put('/api/v1/user', { first_name: canary, last_name: canary })
  await client.post('/api/v1/user/export', {})
  await runJob(house, 'export-data', { accountId: client.accountId })
  await client.post('/api/v1/ai/chat', { message: canary })
  await client.post('/api/v1/tokens', { name: canary, scopes: ['records:read'] })
  await client.send({
    method: 'POST',
    url: '/api/v1/records',
    payload: { date: '2024-03-03', notes: canary },
    headers: { 'idempotency-key': canary },
  })
  await client.post(`/api/v1/family/${memberId}/shares`, {
    email: 'administrator@example.org',
    role: 'viewer',
  })
  await client.post('/api/v1/auth/totp', {})
  await client.post('/api/v1/auth/forgot', { email: 'zzgonezz@example.org' })
  await house.app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email: 'zzgonezz@example.org', password: 'wrong and long enough' },
  })
  await admin.post(`/api/v1/family/${admin.selfId}/shares`, {
    email: 'zzgonezz@example.org',
    role: 'viewer',
  })
  await admin.post('/api/v1/admin/invitations', { email: 'zzgonezz@example.org' })
  await house.phrm.ports.store.as(client.accountId, async ({ aiAudit, consents }) => {
    await consents.give(memberId, `${canary}.example`, '1')
    const id = await aiAudit.begin({
      operation: 'chat',
      familyMemberId: memberId,
      provider: 'test',
      host: 'test.example',
      isLocal: true,
      modelAsked: 'test',
      inputHmac: 'x',
      recordIds: [recordId],
      documentIds: [],
    })
    await aiAudit.end(id, { outcome: 'ok', responseLength: 1, processingTime: 1 })
  })
  await pool.query(
    `insert into ai_summaries (health_record_id, family_member_id, user_id, summary, model_used, record_version)
     values ($1, $2, $3, $4, 'test', 1)`,
    [recordId, memberId, client.accountId, canary],
  )
  await pool.query(
    `insert into told_followups (user_id, health_record_id, due) values ($1, $2, '2024-01-01')`,
    [client.accountId, recordId],
  )
  await pool.query('insert into digests (user_id) values ($1) on conflict do nothing', [
    client.accountId,
  ])
}
