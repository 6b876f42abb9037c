import type { CompiledQuery, DatabaseConnection, Kysely, QueryResult } from 'kysely'
import type { Database } from '../tables.ts'
import type { PooledConnection } from './pooled-connection.ts'
import { toTransaction, type Work } from './transaction.ts'

/**
 * Runs `work`, which starts all its statements before it awaits an answer, in one round trip: they are collected until the
 * next tick and sent behind `opening`, as one transaction that needs neither BEGIN nor COMMIT. A later statement is refused.
 */
export function runReading<Result>(
  db: Kysely<Database>,
  opening: CompiledQuery,
  work: Work<Result>,
): Promise<Result> {
  return db.getExecutor().provideConnection(async (provided) => {
    const connection = provided as PooledConnection
    const round = openRound(connection, opening)
    try {
      const trx = toTransaction(db, round.connection)
      return await connection.scope.run(round, () => work(trx))
    } finally {
      // The connection goes to somebody else, so nothing may be under way on it.
      await round.answered
    }
  })
}

function openRound(connection: PooledConnection, opening: CompiledQuery) {
  const statements = [opening]
  const round = { open: true }
  const answers = nextTick().then(() => {
    round.open = false
    return connection.executeTogether(statements)
  })

  async function executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!round.open) throw new Error('The transaction has ended.')
    const index = statements.push(query) - 1
    return (await answers)[index] as QueryResult<Row>
  }

  return Object.assign(round, {
    answered: answers.then(ignore, ignore),
    connection: { executeQuery, streamQuery: connection.streamQuery } as DatabaseConnection,
  })
}

function nextTick(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve))
}

const ignore = () => {}
