import type {
  DataExport,
  DataSection,
  ExportedItem,
  ExportedRow,
  ExportRepository,
} from '@phrm/core'
import { dataSections } from '@phrm/core'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createExports(trx: Kysely<Database>): ExportRepository {
  return {
    async find() {
      const row = await trx
        .selectFrom('data_exports as e')
        .leftJoin('jobs as j', 'j.id', 'e.job_id')
        .selectAll('e')
        .select('j.state')
        .executeTakeFirst()
      return row && toExport(row)
    },

    async begin(jobId) {
      await sql`
        insert into data_exports (user_id, job_id) values (door.current_account(), ${jobId})
        on conflict (user_id) do update set job_id = excluded.job_id, requested_at = now()
        where data_exports.job_id is distinct from excluded.job_id`.execute(trx)
    },

    async complete({ path, size, expiresAt }) {
      const { rows } = await sql<{ file_path: string | null }>`
        with replaced as (select file_path from data_exports)
        update data_exports
        set file_path = ${path}, file_size = ${size}, ready_at = now(), expires_at = ${expiresAt}
        returning (select file_path from replaced)`.execute(trx)
      return rows[0]?.file_path ?? undefined
    },

    async account() {
      const { rows } = await sql<{ item: ExportedItem }>`
        select door.export_account() as item`.execute(trx)
      return rows[0]?.item ?? {}
    },

    async list(section, after, limit) {
      await inUtc(trx)
      const query = isData(section)
        ? sql<ExportedRow>`
            with mine as materialized (${ownedMembers})
            ${ofData[section](after)} order by 1 limit ${limit}`
        : sql<ExportedRow>`select * from door.export_history(${section}, ${after}, ${limit})`
      return (await query.execute(trx)).rows
    },

    async listPages(documentId, after, limit) {
      const { rows } = await sql<ExportedRow>`
        select number as id, to_jsonb(p) - 'family_member_id' as item
        from document_pages p
        where document_id = ${documentId} and number > ${after}
        order by number limit ${limit}`.execute(trx)
      return rows
    },
  }
}

/** What others own is theirs to take along, whatever they let one see. */
const ownedMembers = sql`
  select family_member_id from user_family
  where user_id = door.current_account() and role = 'owner' and (valid_until is null or valid_until > now())`

/** Row by row as the tables have them, so that a new column is taken along by itself; what means nothing elsewhere is left out. */
const ofData: Record<DataSection, (after: number) => RawBuilder<ExportedRow>> = {
  'family-members': (after) => sql`
    select m.id, to_jsonb(m) - 'deleted_at' || jsonb_build_object('is_self', m.id = door.self_member()) as item
    from family_members m
    where m.id in (select family_member_id from mine) and m.id > ${after}`,
  'health-records': (after) => sql`
    select r.id, to_jsonb(r) - 'user_id' - 'deleted_at' as item
    from health_records r
    where r.family_member_id in (select family_member_id from mine) and r.deleted_at is null and r.id > ${after}`,
  documents: (after) => sql`
    select d.id, to_jsonb(d) - 'family_member_id' - 'stored_filename' - 'job_id' - 'deleted_at' as item
    from documents d
    where d.family_member_id in (select family_member_id from mine) and d.deleted_at is null and d.id > ${after}`,
}

function isData(section: string): section is DataSection {
  return (dataSections as readonly string[]).includes(section)
}

/** Times inside JSON are written in the zone of the connection. */
async function inUtc(trx: Kysely<Database>): Promise<void> {
  await sql`select set_config('TimeZone', 'UTC', true)`.execute(trx)
}

interface ExportRow {
  job_id: number | null
  requested_at: Date
  file_path: string | null
  file_size: number | null
  ready_at: Date | null
  expires_at: Date | null
  state: string | null
}

function toExport(row: ExportRow): DataExport {
  const isRunning = row.state === 'queued' || row.state === 'running'
  const isReady =
    row.file_path !== null && row.ready_at !== null && row.ready_at >= row.requested_at
  return {
    jobId: row.job_id ?? undefined,
    state: isRunning ? 'preparing' : isReady ? 'ready' : 'failed',
    requestedAt: row.requested_at,
    readyAt: row.ready_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    fileSize: row.file_size ?? undefined,
    filePath: row.file_path ?? undefined,
  }
}
