import type { SecurityEventLog } from '@phrm/core'
import { oneLine, toPage } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { type SecurityEventRow, toSecurityEvent } from './audit.row.ts'
import type { Database } from './tables.ts'

export function createSecurityEvents(db: Kysely<Database>): SecurityEventLog {
  return {
    async write({ type, accountId, ip, userAgent, details }) {
      await sql`select door.add_security_event(
        ${type}, ${accountId ?? null}, ${ip ?? null}, ${oneLine(userAgent) ?? null},
        ${JSON.stringify(details ?? {})}::jsonb
      )`.execute(db)
    },

    async list({ type, ...page }) {
      const { rows } = await sql<SecurityEventRow>`select * from door.list_security_events(
        ${type ?? null}, ${page.perPage}, ${(page.page - 1) * page.perPage}
      )`.execute(db)
      return toPage(rows.map(toSecurityEvent), rows[0]?.total ?? 0, page)
    },
  }
}
