import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Duplex } from 'node:stream'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { PoolClient, QueryConfig, QueryResult as PgResult, QueryResultRow } from 'pg'
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

export interface ConnectionOptions {
  nameOf: (sql: string) => string | undefined
  scope: AsyncLocalStorage<TransactionScope>
  /** Milliseconds after which a connection that has not answered is given up. */
  answerTimeout: number | undefined
}

export function toPooledConnection(
  client: PoolClient,
  { nameOf, scope, answerTimeout }: ConnectionOptions,
): PooledConnection {
  let broken = false
  return {
    scope,
    async sendAhead(sql) {
      holdUntilNextTick(client)
      await ask({ text: sql })
    },
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      return toResult(await ask<Row & QueryResultRow>(toStatement(query)))
    },
    async executeTogether(queries) {
      const statements = queries.map(toStatement)
      const answer = within<PgResult[]>((done) => sendTogether(client, statements, done))
      const results = await answer.catch((error) => {
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
      const { command } = await ask({ text: 'commit' })
      if (command !== 'COMMIT') throw new Error('The transaction was rolled back.')
    },
    async rollback() {
      await ask({ text: 'rollback' }).catch(() => (broken = true))
    },
    release: () => client.release(broken),
  }

  function toStatement({ sql, parameters }: CompiledQuery): QueryConfig {
    return { text: sql, values: parameters as unknown[], name: nameOf(sql) }
  }

  function ask<Row extends QueryResultRow>(statement: QueryConfig): Promise<PgResult<Row>> {
    return within<PgResult<Row>>((done) => client.query<Row>(statement, done)).catch(passOn)
  }

  /**
   * The driver's promises and its `query_timeout` do the same, but keep each answer alive until the next full garbage
   * collection: a tenth of the time of short queries.
   */
  function within<Answer>(send: (done: Done<Answer>) => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const timer = answerTimeout && setTimeout(() => streamOf(client).destroy(), answerTimeout)
      send((error, answer) => {
        clearTimeout(timer)
        if (error) reject(error)
        else resolve(answer)
      })
    })
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

type Done<Answer> = (error: Error | null | undefined, answer: Answer) => void

const CHANGING = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** One packet, and one system call, instead of two. */
function holdUntilNextTick(client: PoolClient): void {
  const stream = streamOf(client)
  stream.cork()
  process.nextTick(() => stream.uncork())
}

function streamOf(client: PoolClient): Duplex {
  return (client as unknown as { connection: { stream: Duplex } }).connection.stream
}
