import type { FactorRepository, SecondFactorRepository } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createFactors(trx: Kysely<Database>): FactorRepository {
  return {
    async findAuthenticator() {
      const row = await trx
        .selectFrom('authenticators')
        .select(['sealed_seed', 'confirmed_at', 'password_leans_on_it'])
        .executeTakeFirst()
      return (
        row && {
          sealedSeed: row.sealed_seed,
          confirmedAt: row.confirmed_at ?? undefined,
          passwordLeansOnIt: row.password_leans_on_it,
        }
      )
    },

    async beginAuthenticator(sealedSeed) {
      await trx.deleteFrom('authenticators').where('confirmed_at', 'is', null).execute()
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('authenticators')
        .values({ user_id: sql`door.current_account()`, sealed_seed: sealedSeed })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (numInsertedOrUpdatedRows ?? 0n) > 0n
    },

    async confirmAuthenticator(sealedSeed, step, now) {
      const { numUpdatedRows } = await trx
        .updateTable('authenticators')
        .set({ confirmed_at: now, last_step: step })
        .where('sealed_seed', '=', sealedSeed)
        .where('confirmed_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async removeAuthenticator() {
      await trx.deleteFrom('recovery_codes').execute()
      const { numDeletedRows } = await trx.deleteFrom('authenticators').executeTakeFirst()
      return numDeletedRows > 0n
    },

    async countRecoveryCodes() {
      const row = await trx
        .selectFrom('recovery_codes')
        .select(sql<number>`count(*)::integer`.as('count'))
        .where('used_at', 'is', null)
        .executeTakeFirst()
      return row?.count ?? 0
    },

    async replaceRecoveryCodes(hashes) {
      await trx.deleteFrom('recovery_codes').execute()
      const user_id = sql<number>`door.current_account()`
      const rows = hashes.map((code_hash) => ({ code_hash, user_id }))
      await trx.insertInto('recovery_codes').values(rows).execute()
    },
  }
}

export function createSecondFactors(db: Kysely<Database>): SecondFactorRepository {
  /** The one value of a question that has one row. */
  async function ask(query: ReturnType<typeof sql<{ answer: boolean }>>): Promise<boolean> {
    const { rows } = await query.execute(db)
    return rows[0]?.answer ?? false
  }

  return {
    async find(accountId) {
      const { rows } = await sql<{ sealed_seed: string | null; codes: number; passkeys: number }>`
        select sealed_seed, recovery_codes as codes, passkeys from door.find_factors(${accountId})`.execute(
        db,
      )
      const { sealed_seed, codes = 0, passkeys = 0 } = rows[0] ?? {}
      return { sealedSeed: sealed_seed ?? undefined, recoveryCodes: codes, passkeys }
    },

    async notePasswordStrength(accountId, leansOnFactor) {
      await sql`select door.note_password_strength(${accountId}, ${leansOnFactor})`.execute(db)
    },

    useStep: (accountId, step) => ask(sql`select door.use_step(${accountId}, ${step}) as answer`),

    useRecoveryCode: (accountId, hash, now) =>
      ask(sql`select door.use_recovery_code(${accountId}, ${hash}, ${now}) as answer`),

    async chargeAttempt(accountId, now) {
      const { rows } = await sql<{ failures: number; wait_until: Date | null }>`
        select failures, wait_until from door.charge_attempt(${accountId}, ${now})`.execute(db)
      const { failures = 0, wait_until } = rows[0] ?? {}
      return { failures, waitUntil: wait_until ?? undefined }
    },

    async forgetAttempts(accountId) {
      await sql`select door.forget_attempts(${accountId})`.execute(db)
    },

    async addPending({ ticketHash, accountId, remember, expiresAt }, now) {
      await sql`select door.add_pending_sign_in(
        ${ticketHash}, ${accountId}, ${remember}, ${now}, ${expiresAt}
      )`.execute(db)
    },

    async tryPending(ticketHash, most, now) {
      const { rows } = await sql<{ account_id: number; remember: boolean; left: number | null }>`
        select account_id, remember, attempts_left as "left"
        from door.try_pending_sign_in(${ticketHash}, ${most}, ${now})`.execute(db)
      const [row] = rows
      return (
        row && {
          accountId: row.account_id,
          remember: row.remember,
          attemptsLeft: row.left ?? undefined,
        }
      )
    },

    takePending: (ticketHash) =>
      ask(sql`select door.take_pending_sign_in(${ticketHash}) as answer`),
  }
}
