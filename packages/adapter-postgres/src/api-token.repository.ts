import type { ApiToken, ApiTokenDoor, ApiTokenRepository, KnownApiToken, Scope } from '@phrm/core'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { ApiTokenTable, Database } from './tables.ts'

const columns = [
  'id',
  'name',
  'scopes',
  'hint',
  'created_at',
  'expires_at',
  'last_used_at',
] as const

export function createApiTokens(trx: Kysely<Database>): ApiTokenRepository {
  return {
    async list(now) {
      const rows = await trx
        .selectFrom('api_tokens')
        .select(columns)
        .where('user_id', '=', sql<number>`door.current_account()`)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .orderBy('id', 'desc')
        .execute()
      return rows.map(toApiToken)
    },

    async add(token) {
      const row = await trx
        .insertInto('api_tokens')
        .values({
          user_id: sql`door.current_account()`,
          name: token.name,
          token_hash: token.tokenHash,
          hint: token.hint,
          scopes: [...token.scopes],
          created_at: token.createdAt,
          expires_at: token.expiresAt,
        })
        .returning(columns)
        .executeTakeFirstOrThrow()
      return toApiToken(row)
    },

    async revoke(id, now) {
      const { numUpdatedRows } = await trx
        .updateTable('api_tokens')
        .set({ revoked_at: now })
        .where('id', '=', id)
        .where('user_id', '=', sql<number>`door.current_account()`)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}

export function createApiTokenDoor(db: Kysely<Database>): ApiTokenDoor {
  return {
    async find(tokenHash, now) {
      const { rows } = await sql<KnownApiToken>`
        select id, account_id as "accountId", scopes from door.find_api_token(${tokenHash}, ${now})`.execute(
        db,
      )
      return rows[0]
    },
  }
}

function toApiToken(row: Pick<Selectable<ApiTokenTable>, (typeof columns)[number]>): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes as Scope[],
    hint: row.hint,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at ?? undefined,
  }
}
