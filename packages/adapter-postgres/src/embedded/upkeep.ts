import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'

const MEGABYTE = 1024 * 1024

export interface UpkeepOptions {
  /** Requests that have arrived so far, those still waiting included. */
  countRequests: () => number
}

/**
 * What a server's background processes do, and an embedded one has none of: checkpoints, without which the WAL grows for
 * ever and a restart after a crash replays all of it, and vacuum with analyze. The latter waits for a quiet moment, goes
 * table by table, and steps back as soon as somebody wants something. Answers a function to be called every few
 * seconds, never while a request is being handled.
 */
export function createUpkeep(db: PGlite, { countRequests }: UpkeepOptions): () => Promise<void> {
  let seen = 0
  let settled = 0
  let checkpointed: number | undefined
  let vacuumed: number | undefined
  return async () => {
    const isQuiet = countRequests() === seen
    seen = countRequests()
    if (seen === settled || db.isInTransaction()) return
    const written = await bytesWritten(db)
    checkpointed ??= written
    vacuumed ??= written
    if (written - checkpointed > (isQuiet ? MEGABYTE : 32 * MEGABYTE)) {
      await db.exec('checkpoint')
      checkpointed = written
    }
    const isSwept = written - vacuumed < 4 * MEGABYTE
    if (!isQuiet || (!isSwept && !(await vacuum()))) return
    if (!isSwept) vacuumed = written
    settled = seen
  }

  async function vacuum(): Promise<boolean> {
    for (const table of await listTables(db)) {
      await nextTurn()
      if (countRequests() !== seen) return false
      await db.exec(`vacuum (analyze) ${table}`)
    }
    return true
  }
}

async function bytesWritten(db: PGlite): Promise<number> {
  const { rows } = await db.query<{ bytes: number }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes`,
  )
  return rows[0]?.bytes ?? 0
}

async function listTables(db: PGlite): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind in ('r', 'm') and c.relnamespace = 'public'::regnamespace order by 1`,
  )
  return rows.map(({ name }) => name)
}
