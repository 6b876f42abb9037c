import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'
import { runJob } from './support/run-job.ts'

let house: PhrmUnderTest
let owner: Client

beforeAll(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
})
afterAll(() => house.close())

const day = 24 * 3_600_000
const ago = (days: number) => new Date(Date.now() - days * day)

async function count(table: string, where = 'true', values: unknown[] = []): Promise<number> {
  const { rows } = await house.database.pool.query(
    `select count(*)::integer as n from ${table} where ${where}`,
    values,
  )
  return rows[0].n
}

describe('PR-04 what has served its time', () => {
  it('PR-04 sign-ins and tokens that ended go after 30 days, younger ones stay', async () => {
    const { pool } = house.database
    const add = (id: string, days: number) =>
      pool.query(
        `insert into sessions (id, user_id, created_at, authenticated_at, last_seen_at, expires_at)
         values ($1, $2, $3, $3, $3, $3)`,
        [id.padEnd(20, '-'), owner.accountId, ago(days)],
      )
    await add('old', 31)
    await add('young', 29)
    const token = (name: string, days: number) =>
      pool.query(
        `insert into api_tokens (user_id, name, token_hash, hint, expires_at) values ($1, $2, $3, 'x', $4)`,
        [owner.accountId, name, name.padEnd(64, '0'), ago(days)],
      )
    await token('old', 31)
    await token('young', 29)
    await runJob(house, 'purge-deleted')
    expect(await count('sessions', `id like 'old%'`)).toBe(0)
    expect(await count('sessions', `id like 'young%'`)).toBe(1)
    expect(await count('api_tokens', `name = 'old'`)).toBe(0)
    expect(await count('api_tokens', `name = 'young'`)).toBe(1)
  })

  it('PR-04 addresses in the log go after a year, and the log itself stays for six', async () => {
    const { securityEvents } = house.phrm.ports.store
    await securityEvents.write({ type: 'authn_login_fail', ip: '192.0.2.9', userAgent: 'old' })
    await house.phrm.useCases.audit.seal()
    const rows = await count('audit_log')
    const later = (days: number) => () => new Date(Date.now() + days * day)
    await runJob(house, 'purge-deleted', { now: later(364) })
    expect(await count('audit_origins', `user_agent = 'old'`)).toBe(1)
    await runJob(house, 'purge-deleted', { now: later(366) })
    expect(await count('audit_origins')).toBe(0)
    await runJob(house, 'purge-deleted', { now: later(6 * 365) })
    expect(await count('audit_log')).toBe(rows)
    const check = await house.phrm.useCases.audit.verify()
    expect(check).toMatchObject({ rows, unsealed: 0 })
    expect(check.fault).toBeUndefined()
  })

  it('PR-04 bytes of an upload that never ended go within a day', async () => {
    const path = join(house.phrm.config.uploadFolder, 'left-behind.pdf')
    await writeFile(path, 'x')
    await utimes(path, ago(1), ago(1))
    await runJob(house, 'clean-files')
    expect(await house.files()).toEqual([])
  })
})

describe('attempts at a provider that a killed process left open', () => {
  it('are closed at the next start, each once', async () => {
    const { store } = house.phrm.ports
    const begin = () =>
      store.as(owner.accountId, ({ aiAudit }) =>
        aiAudit.begin({
          operation: 'chat',
          familyMemberId: owner.selfId,
          provider: 'groq',
          host: 'api.example',
          isLocal: false,
          modelAsked: 'm',
          inputHmac: 'ab',
          recordIds: [],
          documentIds: [],
        }),
      )
    const left = await begin()
    const ended = await begin()
    await store.as(owner.accountId, ({ aiAudit }) =>
      aiAudit.end(ended, { outcome: 'ok', responseLength: 1, processingTime: 1 }),
    )
    expect(await store.housekeeping.closeAttempts(ago(1))).toBe(0)
    expect((await house.phrm.recover()).attempts).toBe(1)
    expect((await house.phrm.recover()).attempts).toBe(0)
    expect(
      await count('ai_audit_logs', `attempt_id = $1 and failure = 'interrupted'`, [left]),
    ).toBe(1)
  })
})
