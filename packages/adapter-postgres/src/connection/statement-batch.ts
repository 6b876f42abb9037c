import pg, { type Connection, type PoolClient, type QueryConfig, type QueryResult } from 'pg'

/**
 * Sends all statements, then one Sync: by the protocol they are one transaction, and one answer. When one fails, the later
 * ones are not run, and the earlier ones are undone.
 */
export async function sendTogether(
  client: PoolClient,
  statements: QueryConfig[],
): Promise<QueryResult[]> {
  const results = await new Promise<unknown>((resolve, reject) => {
    client.query(
      new StatementBatch(statements, (error, result) => (error ? reject(error) : resolve(result))),
    )
  })
  return [results].flat() as QueryResult[]
}

/** A class because the driver takes nothing else: it collects the results of several statements by itself. */
class StatementBatch extends pg.Query {
  override submit: (connection: Connection) => void

  constructor(
    statements: QueryConfig[],
    done: (error: Error | undefined, result: unknown) => void,
  ) {
    super('', done)
    const queries = statements.map((statement) => new pg.Query(statement) as unknown as Preparable)
    this.submit = (connection) => {
      const { stream } = connection
      const withoutSync = Object.create(connection, { sync: { value: () => {} } }) as Connection
      stream.cork()
      for (const query of queries) query.prepare(withoutSync)
      connection.sync()
      stream.uncork()
    }
  }
}

/** What the driver's queries have besides their types: Parse where needed, Bind, Describe, Execute, Sync. */
interface Preparable {
  prepare(connection: Connection): void
}
