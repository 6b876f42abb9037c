import type { PhrmUnderTest } from './phrm-under-test.ts'

/** Names of all tables, those of the books of reference left out: they hold nobody's data. */
export async function listTables({ database }: PhrmUnderTest): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'rag\\_%'
     order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** Where a text stands in any column of any table, whatever its type: `table: row`. Past every wall. */
export async function findEverywhere(house: PhrmUnderTest, text: string): Promise<string[]> {
  const found: string[] = []
  for (const table of await listTables(house)) {
    const { rows } = await house.database.pool.query<{ row: string }>(
      `select to_jsonb(t)::text as row from "${table}" t
       where strpos(lower(to_jsonb(t)::text), lower($1)) > 0`,
      [text],
    )
    found.push(...rows.map(({ row }) => `${table}: ${row}`))
  }
  return found
}
