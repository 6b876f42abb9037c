import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { migrate } from '../src/migrate.ts'
import { openPool } from '../src/pool.ts'
import { migrationsChecksum, migrationsFolder } from './migrations-folder.ts'

export interface ServerDatabase {
  pool: Pool
  databaseUrl: string
  close(): Promise<void>
}

/** Clones the migrated template, which is made when absent: half a second once, then some 50 ms a database. */
export function cloneOnServer(serverUrl: string): Promise<ServerDatabase> {
  return createOnServer(serverUrl, (admin) => provideTemplate(serverUrl, admin))
}

/** A copy of the database that is named, or that is named after it was provided. */
export async function createOnServer(
  serverUrl: string,
  source: string | ((admin: Pool) => Promise<string>),
): Promise<ServerDatabase> {
  const name = `phrm_test_${Math.trunc(Date.now() / 1000)}_${randomUUID().slice(0, 8)}`
  await administer(serverUrl, async (admin) => {
    const template = typeof source === 'string' ? source : await source(admin)
    await dropForgotten(admin)
    await admin.query(`create database ${name} template ${template}`)
  })
  const databaseUrl = withDatabase(serverUrl, name)
  const pool = openPool({ databaseUrl, poolSize: 5 })
  return {
    pool,
    databaseUrl,
    async close() {
      if (!pool.ending) await pool.end()
      await administer(serverUrl, (admin) => admin.query(`drop database ${name} with (force)`))
    },
  }
}

/** Made under another name, so that half a template is never cloned; nobody may connect to it, which would block cloning. */
async function provideTemplate(serverUrl: string, admin: Pool): Promise<string> {
  const name = `phrm_template_${await migrationsChecksum()}`
  await admin.query(`select pg_advisory_lock(hashtext('phrm test template'))`)
  if (await exists(admin, name)) return name
  const unfinished = `${name}_unfinished`
  await admin.query(`drop database if exists ${unfinished}`)
  await admin.query(`create database ${unfinished}`)
  const pool = openPool({ databaseUrl: withDatabase(serverUrl, unfinished), poolSize: 1 })
  await migrate(pool, migrationsFolder).finally(() => pool.end())
  await admin.query(`alter database ${unfinished} rename to ${name}`)
  await admin.query(`alter database ${name} with allow_connections false`)
  return name
}

async function exists(admin: Pool, name: string): Promise<boolean> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name])
  return rowCount === 1
}

const AN_HOUR = 3_600

/** What a killed run left behind. */
async function dropForgotten(admin: Pool): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database
     where datname ~ '^phrm_test_\\d+_' and split_part(datname, '_', 3)::int8 < extract(epoch from now()) - ${AN_HOUR}`,
  )
  for (const { name } of rows) await admin.query(`drop database if exists ${name} with (force)`)
}

/** One connection, so that the advisory lock is held until the end. */
async function administer(
  serverUrl: string,
  work: (admin: Pool) => Promise<unknown>,
): Promise<void> {
  const minute = 60_000
  const patience = {
    statementTimeout: minute,
    lockTimeout: minute,
    idleInTransactionTimeout: minute,
  }
  const admin = openPool({ databaseUrl: serverUrl, poolSize: 1, ...patience })
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const [address, parameters] = serverUrl.split('?')
  const moved = address!.replace(/^(\w+:\/\/[^/]*)(\/[^/]*)?$/, `$1/${name}`)
  return parameters ? `${moved}?${parameters}` : moved
}
