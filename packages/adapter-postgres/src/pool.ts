import { Pool, type PoolConfig } from 'pg'
import { typeParsers } from './connection/type-parsers.ts'

export interface PoolOptions {
  /** `postgres://user@host:5432/name`; a unix socket as `postgres://user@/name?host=/run/postgresql`. */
  databaseUrl: string
  /** Connections at most. Default 10. */
  poolSize?: number
  /** A connection is replaced at this age, so that a fail-over or a changed password is noticed. Default 1800. */
  maxLifetimeSeconds?: number
  /** Milliseconds to wait for a free or a new connection; then DomainError `unavailable`. Default 3000. */
  connectTimeout?: number
  /** Milliseconds that one statement may take. Default 5000. */
  statementTimeout?: number
  /**
   * Milliseconds after which a connection that has not answered is given up: the server may be frozen or cut off, and so
   * cannot keep its own timeout. Default 5000 more than `statementTimeout`.
   */
  answerTimeout?: number
  /** Milliseconds that one statement may wait for a lock. Default 2000. */
  lockTimeout?: number
  /** Milliseconds that a transaction may sit idle. Default 10000. */
  idleInTransactionTimeout?: number
  /** Told of connections that broke, idle ones too. The pool replaces them by itself. */
  onConnectionError?: (error: Error) => void
}

/** Kept by the pool among its options, and read by the driver of `createDatabase`. */
export interface Patience {
  answerTimeout?: number | undefined
}

/** Opens a pool of a real PostgreSQL server (15 to 18). Connects at first use. Throws on an address of another database. */
export function openPool(options: PoolOptions): Pool {
  assertPostgres(options.databaseUrl)
  const statementTimeout = options.statementTimeout ?? 5_000
  const config: PoolConfig & Patience = {
    connectionString: options.databaseUrl,
    application_name: 'phrm',
    max: options.poolSize ?? 10,
    maxLifetimeSeconds: options.maxLifetimeSeconds ?? 1_800,
    connectionTimeoutMillis: options.connectTimeout ?? 3_000,
    statement_timeout: statementTimeout,
    lock_timeout: options.lockTimeout ?? 2_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeout ?? 10_000,
    keepAlive: true,
    pipeline: true,
    types: typeParsers,
    answerTimeout: options.answerTimeout ?? statementTimeout + 5_000,
  }
  const pool = new Pool(config)
  return surviveBrokenConnections(pool, options.onConnectionError)
}

/** Without both listeners a restart of PostgreSQL ends this process: a client that is in use reports to nobody else. */
export function surviveBrokenConnections(
  pool: Pool,
  onConnectionError: (error: Error) => void = () => {},
): Pool {
  pool.on('error', onConnectionError)
  pool.on('connect', (client) => client.on('error', onConnectionError))
  return pool
}

function assertPostgres(databaseUrl: string): void {
  const scheme = /^([a-z][a-z0-9+]*):/i.exec(databaseUrl)?.[1]?.toLowerCase()
  if (scheme === 'postgres' || scheme === 'postgresql') return
  const found = scheme?.startsWith('sqlite')
    ? 'SQLite is not used any more: leave DATABASE_URL out, and PHRM keeps a database of its own in its data folder; or'
    : `PHRM runs on PostgreSQL${scheme ? `, not on ${scheme}` : ''}:`
  throw new Error(`DATABASE_URL: ${found} use postgres://user:password@host:5432/name.`)
}
