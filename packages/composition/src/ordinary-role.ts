import { ConfigurationError } from './config/environment.ts'

interface Queryable {
  query(sql: string): Promise<{ rows: unknown[] }>
}

/** Row-level security does not hold for a superuser, so in production PHRM does not start as one. */
export async function assertOrdinaryRole(pool: Queryable): Promise<void> {
  const { rows } = await pool.query(
    'select rolsuper or rolbypassrls as powerful from pg_roles where rolname = current_user',
  )
  const [role] = rows as { powerful: boolean }[]
  if (role?.powerful) {
    throw new ConfigurationError([
      'DATABASE_URL signs in as a role that row-level security does not bind (superuser or BYPASSRLS). Use an ordinary role that owns the database; infra/docker/postgres-init.sh shows how.',
    ])
  }
}
