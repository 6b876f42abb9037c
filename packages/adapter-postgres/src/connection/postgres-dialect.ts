import {
  type Dialect,
  type Driver,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'

export function createPostgresDialect(createDriver: () => Driver): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

const dialect = createPostgresDialect(() => new DummyDriver())

/** What Kysely wants of a transaction besides its executor, which does all the work. */
export const detached = { dialect, config: { dialect }, driver: new DummyDriver() }
