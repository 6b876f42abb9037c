import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing/index.ts'
import { asAccount, asHouse } from './account-transaction.ts'
import { sqlState } from './connection/database-error.ts'
import { createStore } from './store.ts'
import type { Database } from './tables.ts'

/** Shared by all accounts, or of no use to anybody. */
const OPEN_TABLES = /^(rag_|schema_migrations$)/

describe('row-level security', () => {
  let database: TestDatabase
  let db: Kysely<Database>
  let accountId: number

  beforeAll(async () => {
    database = await openTestDatabase()
    db = database.db
    const store = createStore(db)
    const account = await store.accounts.add({
      username: 'ada',
      email: 'ada@example.org',
      passwordHash: 'hash',
      firstName: 'Ada',
      lastName: 'Example',
    })
    if (!account) throw new Error('The account was refused.')
    accountId = account.id
    await store.as(accountId, async ({ healthRecords, audit, consents, jobs }) => {
      await healthRecords.add({
        date: '2024-01-01',
        familyMemberId: account.selfId,
        notes: 'canary',
      })
      await consents.give(account.selfId, 'host.example', '1')
      await jobs.enqueue({ kind: 'read-document', payload: {} })
      await audit.write({ action: 'account.register' })
    })
    await store.securityEvents.write({ type: 'authn_login_fail', accountId })
  })
  afterAll(() => database.close())

  async function listTables(): Promise<string[]> {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`.execute(db)
    return rows.map(({ name }) => name).filter((name) => !OPEN_TABLES.test(name))
  }

  /** The SQLSTATE of a refusal, `rows` and their number, or `changed`. */
  async function outcome(
    transaction: typeof asHouse<string>,
    statement: ReturnType<typeof sql>,
  ): Promise<string> {
    const rollback = new Error('rolled back')
    let answer = ''
    await transaction(db, async (trx) => {
      const { rows, numAffectedRows } = await statement.execute(trx)
      answer = numAffectedRows === undefined ? `rows ${rows.length}` : `changed ${numAffectedRows}`
      throw rollback
    }).catch((error: unknown) => {
      if (error !== rollback) answer = sqlState(error) ?? String(error)
    })
    return answer
  }

  const asAda: typeof asHouse<string> = (db, work) => asAccount(db, accountId, work)
  const asNobody: typeof asHouse<string> = (db, work) =>
    asHouse(db, async (trx) => {
      await sql`set local role phrm_app`.execute(trx)
      return work(trx)
    })

  it('covers every table with data of people, for its owner too', async () => {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'
        and not (relrowsecurity and relforcerowsecurity)`.execute(db)
    expect(rows.map(({ name }) => name).filter((name) => !OPEN_TABLES.test(name))).toEqual([])
    expect((await listTables()).length).toBeGreaterThan(18)
  })

  it('holds for the role of the accounts, which owns nothing', async () => {
    const { rows } = await sql`
      select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole,
        (select count(*) from pg_class where relowner = pg_roles.oid) as owned
      from pg_roles where rolname = 'phrm_app'`.execute(db)
    const no = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false }
    expect(rows).toEqual([{ ...no, owned: 0 }])
  })

  it('shows no row of any table while no account is set', async () => {
    for (const table of await listTables()) {
      const answer = await outcome(asNobody, sql`select * from ${sql.table(table)}`)
      expect([table, answer]).toEqual([table, expect.stringMatching(/^(rows 0|42501)$/)])
    }
  })

  it('shows the account its own', async () => {
    for (const table of ['health_records', 'ai_consents', 'jobs', 'search_postings'])
      expect(await outcome(asAda, sql`select * from ${sql.table(table)} limit 1`)).toBe('rows 1')
  })

  it('keeps accounts, sign-ins and the trails out of every account’s reach', async () => {
    const trails = [
      'audit_log',
      'audit_seals',
      'audit_row_hashes',
      'audit_origins',
      'audit_pseudonyms',
    ]
    const tables = ['users', 'sessions', 'refresh_tokens', ...trails]
    expect(await outcome(asAda, sql`select 1 from security_events`)).toBe('42501')
    for (const table of tables) {
      const target = sql.table(table)
      expect(await outcome(asAda, sql`select 1 from ${target}`)).toBe('42501')
      expect(await outcome(asAda, sql`insert into ${target} default values`)).toBe('42501')
      expect(await outcome(asAda, sql`delete from ${target}`)).toBe('42501')
      expect(await outcome(asAda, sql`truncate ${target} cascade`)).toBe('42501')
    }
    for (const table of ['ai_audit_logs', 'ai_consents', 'health_records', 'documents'])
      expect(await outcome(asAda, sql`delete from ${sql.table(table)}`)).toBe('42501')
    for (const table of ['ai_audit_logs', 'ai_consents'])
      expect(await outcome(asAda, sql`update ${sql.table(table)} set user_id = 1`)).toBe('42501')
  })

  it('gives nobody’s person away, and no rights', async () => {
    const share = sql`insert into user_family (user_id, family_member_id) values (${accountId}, 1)`
    expect(await outcome(asAda, share)).toBe('42501')
    const undelete = sql`update family_members set deleted_at = null`
    expect(await outcome(asAda, undelete)).toBe('42501')
    const forged = sql`
      insert into health_records (user_id, family_member_id, date)
      select 987654, id, '2024-01-01' from family_members`
    expect(await outcome(asAda, forged)).toBe('42501')
  })

  it('opens only the doors that are meant for accounts', async () => {
    const { rows } = await sql<{ name: string }>`
      select proname as name from pg_proc
      where pronamespace = 'door'::regnamespace and prosecdef
        and has_function_privilege('phrm_app', oid, 'execute')
      order by 1`.execute(db)
    expect(rows.map(({ name }) => name)).toEqual([
      'abandon_documents',
      'abandon_import',
      'abandon_records',
      'accept_share',
      'add_family_member',
      'add_own_event',
      'begin_import',
      'change_share',
      'confirm_email',
      'decline_share',
      'end_share',
      'export_account',
      'export_history',
      'find_self_member',
      'find_visible_members',
      'finish_import',
      'import_documents',
      'import_members',
      'import_pages',
      'import_records',
      'list_accesses',
      'list_own_events',
      'list_shares',
      'note_read',
      'offer_share',
      'remove_family_member',
      'reset_password',
      'restore_family_member',
      'set_email',
      'set_preferences',
      'sharer_name',
      'writable_members',
      'write_audit',
    ])
  })

  it('fixes what the doors look names up in, and whose they are', async () => {
    const { rows } = await sql<{ name: string }>`
      select proname as name from pg_proc
      where prosecdef and pronamespace in ('door'::regnamespace, 'public'::regnamespace)
        and (proowner <> 'phrm_door'::regrole or proconfig is distinct from array['search_path=public, pg_temp'])`.execute(
      db,
    )
    expect(rows).toEqual([])
  })
})
