import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '@phrm/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrationsFolder, openEmptyDatabase, type TestDatabase } from '../testing/index.ts'
import { asHouse } from './account-transaction.ts'
import { migrate } from './migrate.ts'
import { createStore } from './store.ts'

const firstPage = { page: 1, perPage: 20 }
const everything = new URL('../testing/lived-in-0016.sql', import.meta.url)

describe.each(['superuser', 'ordinary'] as const)(
  'a database of the version before accounts grew, whose owner is %s',
  (owner) => {
    let database: TestDatabase
    let store: Store
    let before: Record<string, number>
    let anna: number
    let ben: number
    let mia: number

    beforeAll(async () => {
      database = await openEmptyDatabase(owner)
      store = createStore(database.db)
      await migrateTo('0016')
      await database.pool.query(await readFile(everything, 'utf8'))
      before = await countRows()
      await migrate(database.pool, migrationsFolder)
      anna = (await store.accounts.findCredentials('anna@example.org'))?.accountId ?? 0
      ben = (await store.accounts.findCredentials('ben@example.org'))?.accountId ?? 0
      mia = (await asAnna(({ familyMembers }) => familyMembers.list())).find(
        ({ name }) => name === 'Mia Example',
      )!.id
    })
    afterAll(() => database.close())

    const asAnna: <Result>(work: Parameters<typeof store.as<Result>>[1]) => Promise<Result> = (
      work,
    ) => store.as(anna, work)

    async function migrateTo(last: string): Promise<void> {
      const folder = await mkdtemp(join(tmpdir(), 'phrm-upgrade-'))
      const names = (await readdir(migrationsFolder)).filter((name) => name.slice(0, 4) <= last)
      await Promise.all(names.map((name) => cp(join(migrationsFolder, name), join(folder, name))))
      await migrate(database.pool, folder).finally(() => rm(folder, { recursive: true }))
    }

    /** Of all tables, seen by the role that the policies show everything to. */
    async function countRows(): Promise<Record<string, number>> {
      const { rows } = await database.pool.query<{ name: string }>(
        `select relname as name from pg_class
         where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migrations'`,
      )
      const counts: Record<string, number> = {}
      for (const { name } of rows) counts[name] = await count(name)
      return counts
    }

    async function count(table: string): Promise<number> {
      const rows = await asHouse(database.db, async (trx) => {
        if (!table.startsWith('rag_')) await sql`set local role phrm_door`.execute(trx)
        const answer = sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`
        return (await answer.execute(trx)).rows
      })
      return rows[0]!.n
    }

    it('was lived in: no table was empty but that of the seals, which nobody made then', () => {
      const empty = Object.keys(before).filter((table) => before[table] === 0)
      expect(empty).toEqual(['audit_seals'])
    })

    it('loses no row of any table', async () => {
      const { security_events: events = 0, ...others } = before
      const after = await countRows()
      // The events moved into the log, and one of them brought a pseudonym that was there already.
      others['audit_log'] = (others['audit_log'] ?? 0) + events
      for (const [table, rows] of Object.entries(others))
        expect([table, after[table]]).toEqual([table, rows])
    })

    it('is migrated to the end, and once', async () => {
      expect(await migrate(database.pool, migrationsFolder)).toEqual([])
    })

    it('lets who is signed in go on, as somebody who proved it when the session began', async () => {
      const now = new Date()
      const session = await store.sessions.find('session-of-anna-1', now)
      expect(session).toMatchObject({ accountId: anna, isAdmin: true, remember: true })
      expect(session!.authenticatedAt).toEqual(session!.createdAt)
      expect(await store.sessions.list(anna, now, 3600)).toMatchObject([
        { id: 'session-of-anna-1', number: 1, userAgent: 'Firefox', ip: '192.0.2.1' },
      ])
      const next = createHash('sha256').update('next').digest('hex')
      const rotated = await store.sessions.rotate('refresh-hash-of-anna', next, now)
      expect(rotated).toMatchObject({ outcome: 'exchanged', session: { accountId: anna } })
      expect(await store.sessions.end('session-of-anna-1')).toBeUndefined()
      expect(await store.sessions.find('session-of-anna-1', now)).toBeUndefined()
    })

    it('knows the accounts, what they chose, and nothing that they did not', async () => {
      expect(await store.accounts.find(anna)).toMatchObject({
        username: 'anna',
        dateOfBirth: '1980-05-01',
        isAdmin: true,
        language: 'en',
        timeZone: 'UTC',
        emailVerifiedAt: undefined,
        disabledAt: undefined,
      })
      expect(await store.accounts.findCredentials('BEN@example.org')).toMatchObject({
        passwordHash: '$argon2id$ben',
        isAdmin: false,
      })
      expect(await store.subscribers.findPreferences(anna)).toMatchObject({
        frequency: 'weekly',
        aiInsights: false,
        detailInMail: false,
      })
      expect(await store.administration.listAccounts()).toMatchObject([
        { username: 'ben', locked: false, storageBytes: 0 },
        { username: 'anna', locked: false, storageBytes: 1234 },
      ])
      expect(await store.deletions.find(anna)).toBeUndefined()
    })

    it('shows records, papers and the search to who may see the person, and to nobody else', async () => {
      const of = (id: number) =>
        store.as(id, async ({ access, healthRecords, documents, search }) => ({
          roles: (await access.list(id)).map(({ role }) => role).toSorted(),
          records: (await healthRecords.list(firstPage)).items,
          papers: (await documents.list(firstPage)).items,
          found: (await search.search({ text: 'quokka', ...firstPage })).total,
        }))
      const seen = {
        records: [{ chiefComplaint: 'Sore throat' }],
        papers: [{ filename: 'lab.pdf', state: 'done' }],
        found: 1,
      }
      expect(await of(anna)).toMatchObject({ roles: ['owner', 'owner'], ...seen })
      expect(await of(ben)).toMatchObject({ roles: ['owner', 'viewer'], ...seen })
      expect(await of(987_654)).toEqual({ roles: [], records: [], papers: [], found: 0 })
    })

    it('keeps the old records to be written on, with what is new', async () => {
      const changed = await asAnna(async ({ healthRecords }) => {
        const [{ id } = { id: 0 }] = (await healthRecords.list(firstPage)).items
        const record = await healthRecords.find(id)
        const change = { familyMemberId: mia, reviewFollowupDue: '2024-03-12' }
        return healthRecords.update(id, { ...record!, ...change })
      })
      expect(changed).toMatchObject({
        reviewFollowup: 'In ten days',
        reviewFollowupDue: '2024-03-12',
        version: 2,
      })
    })

    it('lets the person’s papers belong to the person while they wait to be read', async () => {
      const job = await asAnna(({ documents, jobs }) =>
        documents.list(firstPage).then(({ items }) => jobs.find(items[0]!.jobId!)),
      )
      expect(job).toMatchObject({ kind: 'read-document', familyMemberId: mia })
      const claimed = [await store.jobs.claim('worker', 60), await store.jobs.claim('worker', 60)]
      expect(claimed.map((one) => [one?.kind, one?.accountId]).toSorted()).toEqual([
        ['clean-files', undefined],
        ['read-document', anna],
      ])
    })

    it('gives tokens without an end one, and lets none live longer than a year', async () => {
      const now = new Date()
      const tokens = await asAnna(({ apiTokens }) => apiTokens.list(now))
      const days = (date: Date) => Math.round((date.getTime() - now.getTime()) / 86_400_000)
      expect(tokens.map(({ name, expiresAt }) => [name, days(expiresAt)]).toSorted()).toEqual([
        ['decade', 355],
        ['endless', 80],
      ])
      const find = (name: string) => store.apiTokens.find(name.repeat(6), now)
      expect(await find('endless')).toMatchObject({ accountId: anna, scopes: ['records:read'] })
      expect(await find('ancient')).toBeUndefined()
    })

    it('keeps consents, and what went to providers', async () => {
      expect(await asAnna(({ consents }) => consents.listHosts(mia))).toEqual(['router.example'])
      const activity = await asAnna(({ exports }) => exports.list('ai-activity', 0, 10))
      expect(activity).toMatchObject([{ item: { host: 'router.example', model_asked: 'model' } }])
      expect(await store.housekeeping.closeAttempts(new Date())).toBe(1)
    })

    it('shows the old acts among who looked, in the words of today', async () => {
      const { items } = await asAnna(({ audit }) => audit.listAccesses(mia, firstPage))
      expect(items).toMatchObject([
        { action: 'document.download', account: { id: anna, name: 'Anna Example' } },
        { action: 'health-record.create', account: { id: anna } },
      ])
      const own = await asAnna(({ audit }) => audit.listOwnEvents(firstPage))
      expect(own.items.map(({ type }) => type).toSorted()).toEqual([
        'authn_login_fail',
        'consent_given',
        'user_created',
      ])
    })

    it('shows the old security events with where they came from', async () => {
      const { items } = await store.securityEvents.list({ ...firstPage, type: 'authn_login_fail' })
      expect(items).toMatchObject([
        {
          account: { id: anna, username: 'anna' },
          ip: '192.0.2.7',
          userAgent: 'curl',
          details: { route: 'login' },
        },
      ])
      const rows = await asHouse(database.db, async (trx) => {
        await sql`set local role phrm_door`.execute(trx)
        const view = sql`
          select event_type, user_id, ip_address from security_events where event_type like '%limit%'`
        return (await view.execute(trx)).rows
      })
      expect(rows).toEqual([
        { event_type: 'excess_rate_limit_exceeded', user_id: null, ip_address: '192.0.2.8' },
      ])
    })

    it('seals the old log, and refuses to change it', async () => {
      const hash = 'f'.repeat(64)
      const seal = await store.auditChain.sealNext(100, (rows, last) => ({
        id: (last?.id ?? 0) + 1,
        rowIds: rows.map(({ id }) => id),
        rowHashes: rows.map(() => hash),
        previousHash: '0'.repeat(64),
        hash,
        sealedAt: new Date(),
      }))
      expect(seal!.rowIds).toHaveLength(await count('audit_log'))
      expect(await store.auditChain.countUnsealed(100)).toEqual({ unsealed: 0, late: undefined })
      const change = asHouse(database.db, async (trx) => {
        await sql`set local role phrm_door`.execute(trx)
        await sql`delete from audit_log`.execute(trx)
      })
      await expect(change).rejects.toMatchObject({ code: '42501' })
    })

    it('lets an old account be taken along, and be ended', async () => {
      const profile = await asAnna(({ exports }) => exports.account())
      expect(profile).toMatchObject({ username: 'anna', notification_frequency: 'weekly' })
      expect(await store.deletions.request(ben, new Date())).toMatchObject({ sessionIds: [] })
      expect(await store.deletions.begin(ben, new Date())).toEqual([])
      while (!(await store.deletions.eraseSome(ben)).done);
      expect(await store.deletions.finish(ben)).toEqual([])
      expect(await store.accounts.find(ben)).toBeUndefined()
    })
  },
)
