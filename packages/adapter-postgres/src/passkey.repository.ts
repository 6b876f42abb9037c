import type { KnownPasskey, Passkey, PasskeyDoor, PasskeyRepository } from '@phrm/core'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Database, PasskeyTable } from './tables.ts'

const columns = ['id', 'name', 'created_at', 'last_used_at'] as const

export function createPasskeys(trx: Kysely<Database>): PasskeyRepository {
  return {
    async list() {
      const rows = await trx.selectFrom('passkeys').select(columns).orderBy('id').execute()
      return rows.map(toPasskey)
    },

    async listCredentials() {
      const rows = await trx
        .selectFrom('passkeys')
        .select(['credential_id', 'transports'])
        .orderBy('id')
        .execute()
      return rows.map(({ credential_id, transports }) => ({
        credentialId: credential_id,
        transports,
      }))
    },

    async add({ credentialId, publicKey, counter, transports, name }) {
      const row = await trx
        .insertInto('passkeys')
        .values({
          user_id: sql`door.current_account()`,
          credential_id: credentialId,
          public_key: publicKey,
          counter,
          transports,
          name,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning(columns)
        .executeTakeFirst()
      return row && toPasskey(row)
    },

    async rename(id, name) {
      const row = await trx
        .updateTable('passkeys')
        .set({ name })
        .where('id', '=', id)
        .returning(columns)
        .executeTakeFirst()
      return row && toPasskey(row)
    },

    async remove(id) {
      const { numDeletedRows } = await trx
        .deleteFrom('passkeys')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

export function createPasskeyDoor(db: Kysely<Database>): PasskeyDoor {
  return {
    async addChallenge({ hash, purpose, accountId, expiresAt }, now) {
      await sql`select door.add_passkey_challenge(
        ${hash}, ${purpose}, ${accountId ?? null}, ${now}, ${expiresAt}
      )`.execute(db)
    },

    async takeChallenge({ hash, purpose, accountId }, now) {
      const { rows } = await sql<{ taken: boolean }>`
        select door.take_passkey_challenge(${hash}, ${purpose}, ${accountId ?? null}, ${now}) as taken`.execute(
        db,
      )
      return rows[0]?.taken ?? false
    },

    async find(credentialId) {
      const { rows } = await sql<KnownPasskey>`
        select id, account_id as "accountId", credential_id as "credentialId", public_key as "publicKey",
          counter::integer as counter, transports
        from door.find_passkey(${credentialId})`.execute(db)
      return rows[0]
    },

    async use(id, counter, now) {
      const { rows } = await sql<{ used: boolean }>`
        select door.use_passkey(${id}, ${counter}, ${now}) as used`.execute(db)
      return rows[0]?.used ?? false
    },
  }
}

function toPasskey(row: Pick<Selectable<PasskeyTable>, (typeof columns)[number]>): Passkey {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
  }
}
