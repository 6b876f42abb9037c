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
  return inTransaction(db, begin, async (started, end) => {
    const result = await started(work)
    await end()
    return result
  })
}

/**
 * The same in a single packet, COMMIT with it, for `work` that starts all its statements before it awaits an answer. What it
 * starts later is refused.
 */
export function runInOnePacket<Result>(
  db: Kysely<Database>,
  begin: string,
  work: Work<Result>,
): Promise<Result> {
  return inTransaction(db, begin, async (started, end) => {
    const [result] = await Promise.all([started(work), onNextTick(end)])
    return result
  })
}

function inTransaction<Result>(
  db: Kysely<Database>,
  begin: string,
  run: (
    started: (work: Work<Result>) => Promise<Result>,
    end: () => Promise<void>,
  ) => Promise<Result>,
): Promise<Result> {
  return db.getExecutor().provideConnection(async (provided) => {
    const connection = provided as PooledConnection
    const state: State = { open: true, begun: connection.sendAhead(begin) }
    state.begun.catch(ignore)
    try {
      const trx = toTransaction(db, connection, state)
      return await run(
        (work) => connection.scope.run(state, () => work(trx)),
        () => commit(connection, state),
      )
    } catch (error) {
      state.open = false
      await connection.rollback()
      throw error
    }
  })
}

/** By then everything that was started without waiting is on its way. */
function onNextTick(act: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => process.nextTick(() => resolve(act())))
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

function toTransaction(
  db: Kysely<Database>,
  connection: PooledConnection,
  state: State,
): Transaction<Database> {
  const guarded = guard(connection, state)
  const executor = db.getExecutor().withConnectionProvider({
    provideConnection: (consumer) => consumer(guarded),
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
