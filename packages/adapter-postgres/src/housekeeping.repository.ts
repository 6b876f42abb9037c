import type { Housekeeping } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createHousekeeping(db: Kysely<Database>): Housekeeping {
  return {
    async purgeDeleted(before) {
      const { rows } = await sql<{ path: string }>`
        select * from door.purge_deleted(${before}) as path`.execute(db)
      await sql`select door.purge_expired(${before})`.execute(db)
      await sql`select door.purge_idempotency_keys(now() - interval '1 day')`.execute(db)
      await sql`select door.purge_registrations(${before})`.execute(db)
      return { paths: rows.map(({ path }) => path) }
    },

    async closeAttempts(begunBefore) {
      const { rows } = await sql<{ closed: number }>`
        select door.close_attempts(${begunBefore}) as closed`.execute(db)
      return rows[0]?.closed ?? 0
    },

    async purgeOrigins(before) {
      const { rows } = await sql<{ erased: number }>`
        select door.purge_origins(${before}) as erased`.execute(db)
      return rows[0]?.erased ?? 0
    },

    async listUnknownPaths(paths) {
      const { rows } = await sql<{ path: string }>`
        select * from door.list_unknown_paths(${paths}) as path`.execute(db)
      return rows.map(({ path }) => path)
    },
  }
}
