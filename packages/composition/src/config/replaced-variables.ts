import type { EnvironmentReader } from './environment.ts'

/** Variables of the original that mean nothing here, and what took their place. */
const replaced: Record<string, string> = {
  SESSION_COOKIE_SECURE:
    'SESSION_COOKIE_SECURE has no use: the cookie is always Secure, which browsers accept on localhost too. Remove it.',
  WTF_CSRF_TIME_LIMIT:
    'WTF_CSRF_TIME_LIMIT has no use: requests are told apart by bearer token and fetch metadata, and no CSRF token expires. Remove it.',
  RAG_ISOLATED_MODE:
    'RAG_ISOLATED_MODE has no use: commands and the running application share one store safely. Remove it.',
}

/** Hints are shown at start and stop nothing. */
export function listHints(reader: EnvironmentReader): string[] {
  return Object.entries(replaced).flatMap(([name, hint]) => (reader.text(name) ? [hint] : []))
}

/** A database that PHRM does not speak is no hint but a fault: it would silently keep its data elsewhere. */
export function readDatabaseUrl(reader: EnvironmentReader): string | undefined {
  const value = reader.text('DATABASE_URL')
  if (value?.startsWith('sqlite:')) {
    reader.refuse(
      'DATABASE_URL names SQLite, which PHRM replaced: leave DATABASE_URL out and the embedded PostgreSQL keeps everything in PHRM_DATA_DIR.',
    )
    return undefined
  }
  return reader.url('DATABASE_URL', ['postgres:', 'postgresql:'])
}
