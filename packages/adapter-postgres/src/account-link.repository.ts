import type { AccountLinkDoor, AccountLinkRepository } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createAccountLinkDoor(db: Kysely<Database>): AccountLinkDoor {
  return {
    async add({ tokenHash, accountId, purpose, email, createdAt, expiresAt }, mostPerHour) {
      const { rows } = await sql<{ added: boolean }>`
        select door.add_account_link(
          ${tokenHash}, ${accountId}, ${purpose}, ${email ?? null}, ${createdAt}, ${expiresAt}, ${mostPerHour}
        ) as added`.execute(db)
      return rows[0]?.added ?? false
    },

    async findAccount(tokenHash, purpose, now) {
      const { rows } = await sql<{ id: number | null }>`
        select door.find_account_link(${tokenHash}, ${purpose}, ${now}) as id`.execute(db)
      return rows[0]?.id ?? undefined
    },
  }
}

export function createAccountLinks(trx: Kysely<Database>): AccountLinkRepository {
  return {
    async resetPassword(tokenHash, passwordHash, now) {
      const { rows } = await sql<{ ended: string[] | null }>`
        select door.reset_password(${tokenHash}, ${passwordHash}, ${now}) as ended`.execute(trx)
      return rows[0]?.ended ?? undefined
    },

    async confirmEmail(tokenHash, now) {
      const { rows } = await sql<{ outcome: 'verified' | 'changed' | 'taken' | 'gone' }>`
        select door.confirm_email(${tokenHash}, ${now}) as outcome`.execute(trx)
      return rows[0]?.outcome ?? 'gone'
    },

    async setEmail(email) {
      const { rows } = await sql<{ set: boolean }>`select door.set_email(${email}) as set`.execute(
        trx,
      )
      return rows[0]?.set ?? false
    },
  }
}
