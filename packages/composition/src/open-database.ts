import { fileURLToPath } from 'node:url'
import {
  createDatabase,
  createStore,
  migrate,
  openEmbedded,
  openPool,
  type DataLock,
} from '@phrm/adapter-postgres'
import type { Store } from '@phrm/core'
import type { Config } from './config/config.ts'
import { assertOrdinaryRole } from './ordinary-role.ts'

const migrations = fileURLToPath(new URL('../../../migrations/', import.meta.url))

export interface OpenDatabase {
  store: Store
  /** Names of the migrations that were applied now. */
  migrate(): Promise<string[]>
  /** Of the data folder; absent on a server of its own. */
  lock?: DataLock | undefined
  close(): Promise<void>
}

/** The embedded database of the data folder, or the server that DATABASE_URL names; the same store on both. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'pool' | 'production'>,
  onError: (error: Error) => void,
): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = config
  if (databaseUrl === undefined) {
    const { pool, lock, close } = await openEmbedded({ dataDir, onError })
    return {
      store: createStore(createDatabase(pool)),
      migrate: () => migrate(pool, migrations),
      lock,
      close,
    }
  }
  const pool = openPool({
    databaseUrl,
    poolSize: config.pool.size,
    maxLifetimeSeconds: config.pool.recycleSeconds,
    onConnectionError: onError,
  })
  try {
    if (config.production) await assertOrdinaryRole(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    store: createStore(createDatabase(pool)),
    migrate: () => migrate(pool, migrations),
    close: () => pool.end(),
  }
}
