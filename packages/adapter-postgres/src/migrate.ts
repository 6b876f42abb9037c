import type { Pool, PoolClient } from 'pg'
import { type MigrationFile, readMigrations } from './migration-files.ts'
import { type AppliedMigration, planMigrations } from './migration-plan.ts'

export interface MigrateOptions {
  /** Milliseconds that a migration may wait for a table that others use; the server must not stand still. Default 3000. */
  lockTimeout?: number
  /** Milliseconds to wait for another process that is migrating. Default 60000. */
  turnTimeout?: number
}

export interface MigrationStatus {
  applied: string[]
  pending: string[]
}

/**
 * Applies the files `NNNN_name.sql` of `folder` that the database has not seen, in order, each in a transaction of its
 * own; answers their names. Several processes may do this at once: they take turns. Throws when an applied file was
 * changed, when the database is ahead of the folder, and with the file's name when its SQL fails.
 */
export async function migrate(
  pool: Pool,
  folder: string,
  options: MigrateOptions = {},
): Promise<string[]> {
  const files = await readMigrations(folder)
  return withClient(pool, async (client) => {
    const names: string[] = []
    for (;;) {
      const name = await inTurn(client, options, () => applyNext(client, files, options))
      if (name === undefined) return names
      names.push(name)
    }
  })
}

/** Changes nothing. Throws as `migrate` does when the database does not fit the folder. */
export async function migrationStatus(pool: Pool, folder: string): Promise<MigrationStatus> {
  const files = await readMigrations(folder)
  return withClient(pool, async (client) => {
    const { rows } = await client.query(`select to_regclass('schema_migrations') as found`)
    const applied = rows[0]?.found ? await listApplied(client) : []
    const pending = planMigrations(files, applied)
    return { applied: applied.map(({ name }) => name), pending: pending.map(({ name }) => name) }
  })
}

/** 'phrm' in ASCII; advisory locks are numbers. */
const MIGRATION_LOCK = 0x7068726d
/** The pool's own patience with a statement is for requests: a migration may take hours. */
const A_DAY = 86_400_000

async function applyNext(
  client: PoolClient,
  files: MigrationFile[],
  { lockTimeout = 3_000 }: MigrateOptions,
): Promise<string | undefined> {
  const [next] = planMigrations(files, await listApplied(client))
  if (!next) return undefined
  await client.query(`set local lock_timeout = ${Math.trunc(lockTimeout)}`)
  try {
    await client.query({ text: next.sql, query_timeout: A_DAY } as never)
  } catch (error) {
    throw new Error(`The migration ${next.name} failed: ${(error as Error).message}`, {
      cause: error,
    })
  }
  await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
    next.name,
    next.checksum,
  ])
  return next.name
}

/** A transaction that no other migrating process shares the time of. */
async function inTurn<Result>(
  client: PoolClient,
  { turnTimeout = 60_000 }: MigrateOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query('begin')
  try {
    await client.query(
      `set local statement_timeout = 0; set local lock_timeout = ${Math.trunc(turnTimeout)}`,
    )
    const text = `select pg_advisory_xact_lock(${MIGRATION_LOCK})`
    await client.query({ text, query_timeout: A_DAY } as never)
    await client.query(CREATE_TABLE)
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

const CREATE_TABLE = `create table if not exists schema_migrations (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
)`

async function listApplied(client: PoolClient): Promise<AppliedMigration[]> {
  const { rows } = await client.query('select name, checksum from schema_migrations order by name')
  return rows as AppliedMigration[]
}

async function withClient<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    return await work(client)
  } catch (error) {
    failure = error as Error
    throw error
  } finally {
    client.release(failure)
  }
}
