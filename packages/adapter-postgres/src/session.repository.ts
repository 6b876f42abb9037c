import type { Familiarity, Session, SessionRepository } from '@phrm/core'
import { CompiledQuery, type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createSessions(db: Kysely<Database>): SessionRepository {
  return {
    async add(session) {
      const { rows } = await sql<{ familiarity: Familiarity | null }>`select door.add_session(
        ${session.id}, ${session.accountId}, ${session.createdAt}, ${session.expiresAt}, ${session.remember},
        ${session.refreshHash}, ${session.userAgent ?? null}, ${session.ip ?? null},
        ${session.oldDeviceHash ?? null}, ${session.newDeviceHash ?? null}, ${session.passwordHash ?? null}
      ) as familiarity`.execute(db)
      return rows[0]?.familiarity ?? undefined
    },

    async find(id, now) {
      const { rows } = await db.executeQuery<SessionRow>(CompiledQuery.raw(findText, [id, now]))
      return rows[0] && toSession(rows[0])
    },

    async list(accountId, now, idleSeconds) {
      const { rows } = await sql<ListedRow>`
        select * from door.list_sessions(${accountId}, ${now}, ${idleSeconds})`.execute(db)
      return rows.map(({ user_agent, ip_address, ...row }) => ({
        number: row.number,
        id: row.id,
        createdAt: row.created_at,
        lastSeenAt: row.last_seen_at,
        expiresAt: row.expires_at,
        remember: row.remember,
        userAgent: user_agent ?? undefined,
        ip: ip_address ?? undefined,
      }))
    },

    async rotate(oldHash, newHash, now) {
      const { rows } = await sql<SessionRow & { outcome: 'exchanged' | 'unknown' | 'reused' }>`
        select outcome, (session).* from door.rotate_refresh_token(
          ${oldHash}, ${newHash}, ${now}, ${grace}::interval
        )`.execute(db)
      const { outcome = 'unknown', ...row } = rows[0] ?? {}
      return outcome === 'unknown'
        ? { outcome }
        : { outcome, session: toSession(row as SessionRow) }
    },

    async renew(id, next, now) {
      const { rows } = await sql<SessionRow>`
        select * from door.renew_session(${id}, ${next.id}, ${next.refreshHash}, ${now})`.execute(
        db,
      )
      return rows[0] && toSession(rows[0])
    },

    async end(id) {
      await sql`select door.end_session(${id})`.execute(db)
    },

    async endByRefreshHash(hash) {
      const { rows } = await sql<{ id: string; accountId: number }>`
        select id, account_id as "accountId" from door.end_session_by_refresh_hash(${hash})`.execute(
        db,
      )
      return rows[0]
    },

    async endOf(accountId, { keep, number } = {}) {
      const { rows } = await sql<{ id: string }>`
        select id from door.end_sessions(${accountId}, ${keep ?? null}, ${number ?? null})`.execute(
        db,
      )
      return rows.map(({ id }) => id)
    },
  }
}

/** Asked with many requests, so it is not composed anew each time. */
const findText = 'select * from door.find_session($1, $2)'

/** Two tabs may come with the same refresh token within this time. */
const grace = '10 seconds'

interface ListedRow extends Omit<SessionRow, 'account_id' | 'is_admin' | 'authenticated_at'> {
  number: number
  user_agent: string | null
  ip_address: string | null
}

interface SessionRow {
  id: string
  account_id: number
  is_admin: boolean
  created_at: Date
  authenticated_at: Date
  last_seen_at: Date
  expires_at: Date
  remember: boolean
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    accountId: row.account_id,
    isAdmin: row.is_admin,
    createdAt: row.created_at,
    authenticatedAt: row.authenticated_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    remember: row.remember,
  }
}
