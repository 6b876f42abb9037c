import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  asHouse,
  createDatabase,
  createStore,
  openPool,
  toAccountStore,
} from '@phrm/adapter-postgres'
import { startServer, toApiSettings } from '@phrm/api'
import { openPhrm, readConfig, type OpenOptions } from '@phrm/composition'
import type { Store, UseCases } from '@phrm/core'
import { poolSize, type Serving } from './variant.process.ts'

/**
 * The real application, with limits on rates lifted. Stripped, it looks up no session and sets neither role nor account,
 * so that no row-level security holds; token, transaction and everything else stay as they are.
 */
export async function servePhrm(
  databaseUrl: string,
  { stripped }: { stripped: boolean },
): Promise<Serving> {
  const folder = await mkdtemp(join(tmpdir(), 'phrm-bench-'))
  const config = readConfig(
    { ...unlimited, PHRM_DATA_DIR: folder, DATABASE_URL: databaseUrl },
    folder,
  )
  const phrm = await openPhrm(config, stripped ? withoutRowSecurity(databaseUrl) : {})
  await rm(folder, { recursive: true })
  const { signingSecret, rateCounter } = phrm
  const { app } = await startServer({
    useCases: stripped ? withoutSignIn(phrm.useCases) : phrm.useCases,
    signingSecret,
    rateCounter,
    settings: toApiSettings(config),
    port: 0,
  })
  return { port: (app.server.address() as { port: number }).port, signingSecret }
}

const unlimited = {
  ...Object.fromEntries(
    ['DEFAULT', 'BROWSER', 'AUTH'].map((name) => [`RATELIMIT_${name}`, '999999999 per day']),
  ),
  PHRM_POOL_SIZE: String(poolSize),
}

function withoutRowSecurity(databaseUrl: string): OpenOptions {
  const pool = openPool({ databaseUrl, poolSize })
  const db = createDatabase(pool)
  const store: Store = {
    ...createStore(db),
    as: (_account, work) => asHouse(db, (trx) => work(toAccountStore(trx))),
    // What is left of the transaction around a question when it has no role and no account to carry: nothing.
    read: (_account, work) => work(toAccountStore(db)),
  }
  return { database: { store, migrate: async () => [], close: () => pool.end() } }
}

function withoutSignIn(useCases: UseCases): UseCases {
  const authenticate: UseCases['sessions']['authenticate'] = async ({ accountId, sessionId }) => ({
    accountId,
    sessionId,
    isAdmin: false,
  })
  return { ...useCases, sessions: { ...useCases.sessions, authenticate } }
}
