import { AsyncLocalStorage } from 'node:async_hooks'
import { CompiledQuery, type DatabaseConnection, type Driver } from 'kysely'
import type { Pool } from 'pg'
import type { Patience } from '../pool.ts'
import { toDomainError } from './database-error.ts'
import {
  type PooledConnection,
  toPooledConnection,
  type TransactionScope,
} from './pooled-connection.ts'
import { createStatementNames } from './statement-names.ts'

/** Kysely's driver over `pg.Pool`, with named statements, and with a check against waiting for oneself. */
export function createPooledDriver(pool: Pool): Driver {
  const nameOf = createStatementNames()
  const scope = new AsyncLocalStorage<TransactionScope>()
  const { answerTimeout } = pool.options as Patience
  return {
    async init() {},
    async acquireConnection() {
      if (scope.getStore()?.open) throw new Error(NESTED_USE)
      const client = await pool.connect().catch((error: unknown) => {
        throw toDomainError(error)
      })
      return toPooledConnection(client, { nameOf, scope, answerTimeout })
    },
    async beginTransaction(connection, { isolationLevel, accessMode }) {
      const level = isolationLevel ? `isolation level ${isolationLevel}` : ''
      await run(connection, `start transaction ${level} ${accessMode ?? ''}`.trim())
    },
    commitTransaction: (connection) => (connection as PooledConnection).commit(),
    rollbackTransaction: (connection) => (connection as PooledConnection).rollback(),
    async releaseConnection(connection) {
      ;(connection as PooledConnection).release()
    },
    async destroy() {
      if (!pool.ending) await pool.end()
    },
  }
}

async function run(connection: DatabaseConnection, sql: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(sql))
}

const NESTED_USE =
  'The database was used inside a transaction callback, beside the transaction. With one connection that waits for ' +
  'itself for ever: use what the callback was given.'
