import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import { createDatabase } from '../src/database.ts'
import type { Database } from '../src/tables.ts'
import { cloneOnServer } from './server-database.ts'
import { openInMemory } from './embedded-database.ts'

export interface TestDatabase {
  db: Kysely<Database>
  pool: Pool
  engine: 'postgres' | 'embedded'
  /** On a real server only. */
  databaseUrl: string | undefined
  /** Drops it. */
  close(): Promise<void>
}

/**
 * A migrated and otherwise empty database of the caller's own: on the server at `TEST_DATABASE_URL` (the global set-up
 * starts one where there is Docker), else embedded and in memory. With `PHRM_REQUIRE_PG=1` throws instead of the latter.
 * Open it once a file, in `beforeAll`.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL']
  if (!serverUrl) assertEmbeddedIsEnough()
  const { pool, databaseUrl, close } = serverUrl
    ? await cloneOnServer(serverUrl)
    : { ...(await openInMemory()), databaseUrl: undefined }
  return {
    db: createDatabase(pool),
    pool,
    engine: serverUrl ? 'postgres' : 'embedded',
    databaseUrl,
    close,
  }
}

export function assertEmbeddedIsEnough(): void {
  if (process.env['PHRM_REQUIRE_PG'] === '1')
    throw new Error('PHRM_REQUIRE_PG=1, but there is no TEST_DATABASE_URL and no Docker engine.')
}
