import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Duplex } from 'node:stream'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { PoolClient, QueryConfig, QueryResultRow } from 'pg'
import { isStaleStatement, toDomainError } from './database-error.ts'
import { sendTogether } from './statement-batch.ts'

/** The transaction that the running code is inside of. */
export interface TransactionScope {
  open: boolean
}

export interface PooledConnection extends DatabaseConnection {
  readonly scope: AsyncLocalStorage<TransactionScope>
  /** Sends SQL text without parameters, holding the packet back until what is asked for in this tick has joined it. */
  sendAhead(sql: string): Promise<void>
  /** Several statements as a transaction of their own, in one round trip. A connection on which one fails is thrown away. */
  executeTogether(queries: CompiledQuery[]): Promise<QueryResult<unknown>[]>
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
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const statement = toStatement(query)
      return toResult(await client.query<Row & QueryResultRow>(statement).catch(passOn))
    },
    async executeTogether(queries) {
      const results = await sendTogether(client, queries.map(toStatement)).catch((error) => {
        // Which of them the server has prepared by now, the driver does not know.
        broken = true
        return passOn(error)
      })
      return results.map(toResult)
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

  function toStatement({ sql, parameters }: CompiledQuery): QueryConfig {
    return { text: sql, values: parameters as unknown[], name: nameOf(sql) }
  }

  function passOn(error: unknown): never {
    broken ||= isStaleStatement(error)
    throw toDomainError(error)
  }
}

function toResult<Row>({ command, rowCount, rows }: Answer<Row>): QueryResult<Row> {
  const changes = CHANGING.has(command) && rowCount !== null
  return changes ? { rows, numAffectedRows: BigInt(rowCount) } : { rows: rows ?? [] }
}

interface Answer<Row> {
  command: string
  rowCount: number | null
  rows: Row[]
}

const CHANGING = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** One packet, and one system call, instead of two. */
function holdUntilNextTick(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}
