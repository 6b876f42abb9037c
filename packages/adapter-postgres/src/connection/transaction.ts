import { type CompiledQuery, type DatabaseConnection, type Kysely, Transaction } from 'kysely'
import type { Database } from '../tables.ts'
import type { PooledConnection } from './pooled-connection.ts'
import { detached } from './postgres-dialect.ts'

export type Work<Result> = (trx: Transaction<Database>) => Promise<Result>

/**
 * Runs `work` between `begin` (SQL text that opens the transaction) and COMMIT, on one connection. `begin` is not waited
 * for: the first statement travels behind it in the same packet, and no answer reaches `work` unless `begin` succeeded.
 * Statements that `work` starts without waiting in between (`Promise.all`) travel together as well.
 */
export function runTransaction<Result>(
  db: Kysely<Database>,
  begin: string,
  work: Work<Result>,
): Promise<Result> {
  return db.getExecutor().provideConnection(async (provided) => {
    const connection = provided as PooledConnection
    const state: State = { open: true, begun: connection.sendAhead(begin) }
    state.begun.catch(ignore)
    try {
      const trx = toTransaction(db, guard(connection, state))
      const result = await connection.scope.run(state, () => work(trx))
      await commit(connection, state)
      return result
    } catch (error) {
      state.open = false
      await connection.rollback()
      throw error
    }
  })
}

interface State {
  open: boolean
  begun: Promise<void>
  /** Of the first statement that failed. */
  failure?: unknown
}

async function commit(connection: PooledConnection, state: State): Promise<void> {
  state.open = false
  try {
    await Promise.all([state.begun, connection.commit()])
  } catch (error) {
    // Work swallowed the failure of a statement, or did not wait for it; the database did not.
    throw state.failure ?? error
  }
}

/** Everything that is asked through it goes to the one connection. */
export function toTransaction(
  db: Kysely<Database>,
  connection: DatabaseConnection,
): Transaction<Database> {
  const executor = db.getExecutor().withConnectionProvider({
    provideConnection: (consumer) => consumer(connection),
  })
  return new Transaction({ ...detached, executor })
}

/** A straggler must not run outside the transaction, on a connection that serves another account by then. */
function guard(connection: PooledConnection, state: State): DatabaseConnection {
  return {
    async executeQuery<Row>(query: CompiledQuery) {
      if (!state.open) throw new Error('The transaction has ended.')
      try {
        const answers = await Promise.all([state.begun, connection.executeQuery<Row>(query)])
        return answers[1]
      } catch (error) {
        state.failure ??= error
        throw error
      }
    },
    streamQuery: connection.streamQuery,
  }
}

const ignore = () => {}
