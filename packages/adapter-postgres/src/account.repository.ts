import type { Account, AccountRepository, Credentials } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { isoDate } from './iso-date.ts'
import { toAccount, type AccountRow } from './account.row.ts'
import type { Database } from './tables.ts'

export function createAccounts(db: Kysely<Database>): AccountRepository {
  async function one(query: ReturnType<typeof sql<AccountRow>>): Promise<Account | undefined> {
    const { rows } = await query.execute(db)
    return rows[0] && toAccount(rows[0])
  }

  return {
    add: (account) =>
      one(sql`select * from door.register_account(
        ${account.username}, ${account.email}, ${account.passwordHash}, ${account.firstName}, ${account.lastName},
        ${isoDate(account.dateOfBirth) ?? null}, ${account.isAdmin ?? false}
      )`),

    find: (id) => one(sql`select * from door.find_account(${id})`),

    async findCredentials(email) {
      const { rows } = await sql<Credentials>`
        select account_id as "accountId", password_hash as "passwordHash", is_admin as "isAdmin"
        from door.find_credentials(${email})`.execute(db)
      return rows[0]
    },

    async replacePasswordHash(id, oldHash, newHash) {
      await sql`select door.replace_password_hash(${id}, ${oldHash}, ${newHash})`.execute(db)
    },

    async setPassword(id, passwordHash, now, oldHash) {
      const { rows } = await sql<{ set: boolean }>`
        select door.set_password(${id}, ${oldHash ?? null}, ${passwordHash}, ${now}) as set`.execute(
        db,
      )
      return rows[0]?.set ?? false
    },

    update: (id, { username, firstName, lastName, dateOfBirth, language, timeZone }) =>
      one(sql`select * from door.update_account(
        ${id}, ${username ?? null}, ${firstName ?? null}, ${lastName ?? null}, ${isoDate(dateOfBirth ?? undefined) ?? null},
        ${dateOfBirth === null}, ${language ?? null}, ${timeZone ?? null}
      )`),

    async count() {
      const { rows } = await sql<{ count: number }>`
        select door.count_accounts() as count`.execute(db)
      return rows[0]?.count ?? 0
    },
  }
}
