import pg, { type Connection, type PoolClient, type QueryConfig, type QueryResult } from 'pg'

/**
 * Sends all statements, then one Sync: by the protocol they are one transaction, and one answer. When one fails, the later
 * ones are not run, and the earlier ones are undone.
 */
export function sendTogether(
  client: PoolClient,
  statements: QueryConfig[],
  done: (error: Error | undefined, results: QueryResult[]) => void,
): void {
  client.query(
    new StatementBatch(statements, (error, result) =>
      done(error, [result].flat() as QueryResult[]),
    ),
  )
}

/** Classes because the driver takes nothing else: it collects the results of several statements by itself. */
class StatementBatch extends pg.Query {
  override submit: (connection: Connection) => void

  constructor(
    statements: QueryConfig[],
    done: (error: Error | undefined, result: unknown) => void,
  ) {
    super('', done)
    const unsynced = statements.map((statement) => new UnsyncedStatement(statement))
    this.submit = (connection) => {
      connection.stream.cork()
      for (const statement of unsynced) statement.prepare(connection)
      connection.sync()
      connection.stream.uncork()
    }
  }
}

/** Parse where needed, Bind, Describe, Execute, and not the Sync that the driver would send here. */
class UnsyncedStatement extends pg.Query {
  declare prepare: (connection: Connection) => void
  declare portal: string

  _getRows(connection: Connection): void {
    connection.execute({ portal: this.portal } as never, true)
  }
}
