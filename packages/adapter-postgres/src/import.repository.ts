import type { ExportedItem, ImportRepository, NewIds } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { takeSome } from './removal.ts'
import type { Database } from './tables.ts'

export function createImports(trx: Kysely<Database>): ImportRepository {
  const add =
    (door: 'import_members' | 'import_records' | 'import_documents') =>
    async (importId: string, items: ExportedItem[]): Promise<NewIds> => {
      const { rows } = await sql<{ source_id: number; new_id: number }>`
        select * from ${sql.id('door', door)}(${importId}::uuid, ${toJson(items)}::jsonb)`.execute(
        trx,
      )
      return new Map(rows.map((row) => [row.source_id, row.new_id]))
    }

  return {
    addMembers: add('import_members'),
    addRecords: add('import_records'),
    addDocuments: add('import_documents'),

    async begin() {
      const { rows } = await sql<{ id: string | null }>`
        select case when door.begin_import() then gen_random_uuid() end as id`.execute(trx)
      return rows[0]?.id ?? undefined
    },

    async addPages(importId, items) {
      const { rows } = await sql<{ taken: number }>`
        select door.import_pages(${importId}::uuid, ${toJson(items)}::jsonb) as taken`.execute(trx)
      return rows[0]?.taken ?? 0
    },

    async finish(importId, self, profile) {
      const { rows } = await sql<{ finished: boolean }>`
        select door.finish_import(${importId}::uuid, ${self}, ${toJson(profile)}::jsonb) as finished`.execute(
        trx,
      )
      return rows[0]?.finished ?? false
    },

    async abandon(importId) {
      const removed = await takeSome(
        (most) =>
          sql`select * from door.abandon_documents(${importId}::uuid, ${most})`.execute(trx),
        [(most) => sql`select door.abandon_records(${importId}::uuid, ${most}) as n`.execute(trx)],
      )
      if (removed.done) await sql`select door.abandon_import(${importId}::uuid)`.execute(trx)
      return removed
    },
  }
}

function toJson(value: unknown): string {
  return JSON.stringify(value)
}
