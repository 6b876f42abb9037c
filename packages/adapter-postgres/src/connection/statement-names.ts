/**
 * A name for each of the first `limit` SQL texts, so that the server parses and plans each of them once a connection.
 * Texts beyond the limit get none: what is composed differently each time must not fill the server's memory.
 */
export function createStatementNames(limit = 500): (sql: string) => string | undefined {
  const names = new Map<string, string>()
  return (sql) => {
    const known = names.get(sql)
    if (known || names.size >= limit) return known
    const name = `phrm_${names.size}`
    names.set(sql, name)
    return name
  }
}
