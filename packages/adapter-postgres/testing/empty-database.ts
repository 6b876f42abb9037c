import type { Pool } from 'pg'
import { createDatabase } from '../src/database.ts'
import { openEmbedded } from '../src/embedded/open-embedded.ts'
import { openPool } from '../src/pool.ts'
import { assertEmbeddedIsEnough, type TestDatabase } from './open-test-database.ts'
import { createOnServer } from './server-database.ts'

/**
 * A database without tables: of the user that the tests sign in as, who may do anything, or of an `ordinary` one, who owns
 * the database and is subject to row-level security, as most servers have it.
 */
export async function openEmptyDatabase(owner: 'superuser' | 'ordinary'): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL']
  if (!serverUrl) assertEmbeddedIsEnough()
  const opened = serverUrl ? await openOnServer(serverUrl, owner) : await openInMemory(owner)
  return { ...opened, db: createDatabase(opened.pool), engine: serverUrl ? 'postgres' : 'embedded' }
}

async function openInMemory(owner: 'superuser' | 'ordinary') {
  const { pool, close } = await openEmbedded({ dataDir: 'memory://' })
  if (owner === 'ordinary') {
    await giveToOwner(pool)
    // There is one connection, and it stays.
    await pool.query(BECOME_OWNER)
  }
  return { pool, databaseUrl: undefined, close }
}

async function openOnServer(serverUrl: string, owner: 'superuser' | 'ordinary') {
  const { pool: first, databaseUrl, close } = await createOnServer(serverUrl, 'template1')
  if (owner === 'superuser') return { pool: first, databaseUrl, close }
  await giveToOwner(first)
  await first.end()
  const pool = openPool({ databaseUrl, poolSize: 5 })
  pool.on('connect', (client) => void client.query(BECOME_OWNER))
  return {
    pool,
    databaseUrl,
    async close() {
      if (!pool.ending) await pool.end()
      await close()
    },
  }
}

const BECOME_OWNER = 'set session authorization phrm_test_owner'

/** What whoever set up a server does for an application. Roles are the server's, so another test may make them just now. */
function giveToOwner(pool: Pool): Promise<unknown> {
  return pool.query(`
    create extension if not exists vector;
    create extension if not exists pg_trgm;
    do $$
    declare
      wanted text;
    begin
      perform pg_advisory_xact_lock(hashtext('phrm test owner'));
      foreach wanted in array array['phrm_app', 'phrm_door', 'phrm_test_owner'] loop
        begin
          execute format('create role %I nologin nobypassrls nosuperuser', wanted);
        exception when duplicate_object or unique_violation then
          null;
        end;
      end loop;
      grant phrm_app, phrm_door to phrm_test_owner;
      execute format('alter database %I owner to phrm_test_owner', current_database());
    end $$`)
}
