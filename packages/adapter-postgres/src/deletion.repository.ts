import type { DeletionRepository } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { takeSome } from './removal.ts'
import type { Database } from './tables.ts'

export function createDeletions(db: Kysely<Database>): DeletionRepository {
  return {
    async find(accountId) {
      const { rows } = await sql<{ due: Date | null }>`
        select door.find_deletion(${accountId}) as due`.execute(db)
      return rows[0]?.due ?? undefined
    },

    async request(accountId, dueAt) {
      const { rows } = await sql<{ due_at: Date; session_ids: string[]; token_hashes: string[] }>`
        select * from door.request_deletion(${accountId}, ${dueAt})`.execute(db)
      const [row] = rows
      return (
        row && {
          dueAt: row.due_at,
          sessionIds: row.session_ids,
          tokenHashes: row.token_hashes,
        }
      )
    },

    async cancel(accountId) {
      const { rows } = await sql<{ cancelled: boolean }>`
        select door.cancel_deletion(${accountId}) as cancelled`.execute(db)
      return rows[0]?.cancelled ?? false
    },

    async listDue(now) {
      const { rows } = await sql<{ id: number }>`
        select * from door.list_due_deletions(${now}) as id`.execute(db)
      return rows.map(({ id }) => id)
    },

    async begin(accountId, now) {
      const { rows } = await sql<{ ended: string[] | null }>`
        select door.begin_erasing(${accountId}, ${now}) as ended`.execute(db)
      return rows[0]?.ended ?? undefined
    },

    eraseSome: (accountId) =>
      takeSome(
        (most) => sql`select * from door.erase_documents(${accountId}, ${most})`.execute(db),
        [
          (most) => sql`select door.erase_records(${accountId}, ${most}) as n`.execute(db),
          (most) => sql`select door.hand_over_records(${accountId}, ${most}) as n`.execute(db),
        ],
      ),

    async finish(accountId) {
      const { rows } = await sql<{ path: string }>`
        select * from door.erase_account(${accountId}) as path`.execute(db)
      return rows.map(({ path }) => path)
    },

    async dropExpiredExports(now) {
      const { rows } = await sql<{ path: string | null }>`
        select * from door.drop_expired_exports(${now}) as path`.execute(db)
      return rows.flatMap(({ path }) => path ?? [])
    },
  }
}
