import type { PhrmUnderTest } from './phrm-under-test.ts'

/** Without them nobody could sign in or find a file; none of them is text that a person wrote. */
const kept =
  /^(.*_hash|hash|id|session_id|file_path|stored_filename|state|kind|checksum|time_zone)$/

/**
 * Writes the canary into every text column of every row there is, as who is above all rules. Answers the columns that hold it,
 * and why others refused it.
 */
export async function plantCanary(
  { database }: PhrmUnderTest,
  canary: string,
): Promise<{ planted: string[]; refused: Record<string, string> }> {
  const { rows } = await database.pool.query<{ table: string; column: string }>(`
    select c.table_name as table, c.column_name as column
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'text' and c.is_generated = 'NEVER'
      and c.table_name !~ '^(rag_|search_|schema_migrations$)'
    order by 1, 2`)
  const planted: string[] = []
  const refused: Record<string, string> = {}
  for (const { table, column } of rows.filter(({ column }) => !kept.test(column))) {
    const name = `${table}.${column}`
    try {
      if (await write(table, column)) planted.push(name)
    } catch (error) {
      refused[name] = (error as { code?: string }).code ?? String(error)
    }
  }
  return { planted, refused }

  /** Where a row is a line of its own, it has to differ from the next one. */
  async function write(table: string, column: string): Promise<boolean> {
    const set = `update ${table} set ${column} = $1 || ' ' || translate(ctid::text, '(,)', 'x')`
    const pool = database.pool
    try {
      return ((await pool.query(set, [canary])).rowCount ?? 0) > 0
    } catch (error) {
      if (!isAppendOnly(error)) throw error
      const client = await pool.connect()
      try {
        // Triggers that refuse any change do not fire.
        await client.query('set session_replication_role = replica')
        return ((await client.query(set, [canary])).rowCount ?? 0) > 0
      } finally {
        await client.query('reset session_replication_role')
        client.release()
      }
    }
  }
}

function isAppendOnly(error: unknown): boolean {
  return ['42501', 'P0001'].includes((error as { code?: string }).code ?? '')
}
