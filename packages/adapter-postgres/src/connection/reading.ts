import type { CompiledQuery, DatabaseConnection, Kysely, QueryResult } from 'kysely'
import type { Database } from '../tables.ts'
import type { PooledConnection } from './pooled-connection.ts'
import { toTransaction, type Work } from './transaction.ts'

/** What stands around the statements of a reading. */
export interface Frame {
  /** Goes first; when nothing is noted, it closes the transaction to writing as well. */
  opening(noting: boolean): CompiledQuery
  /** The one kind of statement that may write: that somebody reads. Those go before all others. */
  isNote(query: CompiledQuery): boolean
  /** The last of them, so that it closes the transaction to writing behind itself. */
  closing(note: CompiledQuery): CompiledQuery
}

/**
 * Runs `work`, which starts all its statements before it awaits an answer, in one round trip: they are collected until the
 * next tick and sent in their frame, as one transaction that needs neither BEGIN nor COMMIT. A later statement is refused.
 */
export function runReading<Result>(
  db: Kysely<Database>,
  frame: Frame,
  work: Work<Result>,
): Promise<Result> {
  return db.getExecutor().provideConnection(async (provided) => {
    const connection = provided as PooledConnection
    const round = openRound(connection, frame)
    try {
      const trx = toTransaction(db, round.connection)
      return await connection.scope.run(round, () => work(trx))
    } finally {
      // The connection goes to somebody else, so nothing may be under way on it.
      await round.answered
    }
  })
}

function openRound(connection: PooledConnection, frame: Frame) {
  const notes: CompiledQuery[] = []
  const questions: CompiledQuery[] = []
  const round = { open: true }
  const answers = nextTick().then(async () => {
    round.open = false
    const asked = [...notes, ...questions]
    const sent = [...asked]
    const last = notes.at(-1)
    if (last) sent[notes.length - 1] = frame.closing(last)
    const [, ...results] = await connection.executeTogether([
      frame.opening(last !== undefined),
      ...sent,
    ])
    return new Map(asked.map((query, index) => [query, results[index]]))
  })

  async function executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!round.open) throw new Error('The transaction has ended.')
    if (frame.isNote(query)) notes.push(query)
    else questions.push(query)
    return (await answers).get(query) as QueryResult<Row>
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
