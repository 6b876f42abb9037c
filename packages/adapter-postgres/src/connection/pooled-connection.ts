import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Duplex } from 'node:stream'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { PoolClient, QueryResultRow } from 'pg'
import { isStaleStatement, toDomainError } from './database-error.ts'

/** The transaction that the running code is inside of. */
export interface TransactionScope {
  open: boolean
}

export interface PooledConnection extends DatabaseConnection {
  readonly scope: AsyncLocalStorage<TransactionScope>
  /** Sends SQL text without parameters, holding the packet back until what is asked for in this tick has joined it. */
  sendAhead(sql: string): Promise<void>
  /** Rejects when the database rolled back instead. */
  commit(): Promise<void>
  /** Never rejects: a connection that cannot roll back is thrown away, which does the same. */
  rollback(): Promise<void>
  release(): void
}

export function toPooledConnection(
  client: PoolClient,
  nameOf: (sql: string) => string | undefined,
  scope: AsyncLocalStorage<TransactionScope>,
): PooledConnection {
  let broken = false
  return {
    scope,
    async sendAhead(sql) {
      holdUntilNextTick(client)
      await client.query(sql).catch(passOn)
    },
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const query = { text: sql, values: parameters as unknown[], name: nameOf(sql) }
      const { command, rowCount, rows } = await client
        .query<Row & QueryResultRow>(query)
        .catch(passOn)
      const changes = CHANGING.has(command) && rowCount !== null
      return changes ? { rows, numAffectedRows: BigInt(rowCount) } : { rows: rows ?? [] }
    },
    // eslint-disable-next-line require-yield -- Kysely's interface; exports read page by page instead.
    async *streamQuery() {
      throw new Error('Streaming is not supported: read page by page.')
    },
    async commit() {
      const { command } = await client.query('commit').catch(passOn)
      if (command !== 'COMMIT') throw new Error('The transaction was rolled back.')
    },
    async rollback() {
      await client.query('rollback').catch(() => (broken = true))
    },
    release: () => client.release(broken),
  }

  function passOn(error: unknown): never {
    broken ||= isStaleStatement(error)
    throw toDomainError(error)
  }
}

const CHANGING = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** One packet, and one system call, instead of several: also for what the next tick itself sends. */
function holdUntilNextTick(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  stream.cork()
  process.nextTick(() => process.nextTick(() => stream.uncork()))
}
