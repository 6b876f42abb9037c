import { DomainError, type IdempotencyRepository, type Once } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createIdempotency(trx: Kysely<Database>): IdempotencyRepository {
  const ofClaim = ({ key, claim }: Once) =>
    sql`user_id = door.current_account() and key = ${key} and claim = ${claim}`

  return {
    async claim({ key, claim, requestHash }, { now, givenUp, forgotten }) {
      const { rows } = await sql`
        insert into idempotency_keys as known (user_id, key, request_hash, claim, claimed_at)
        values (door.current_account(), ${key}, ${requestHash}, ${claim}, ${now})
        on conflict (user_id, key) do update set
          request_hash = excluded.request_hash, claim = excluded.claim, claimed_at = excluded.claimed_at,
          committed = false, answer = null
        where known.claimed_at < ${forgotten}
          or (not known.committed and known.answer is null and known.claimed_at < ${givenUp}
            and known.request_hash = excluded.request_hash)
        returning key`.execute(trx)
      if (rows.length > 0) return 'claimed'
      const row = await trx
        .selectFrom('idempotency_keys')
        .select(['request_hash', 'committed', 'answer'])
        .where('key', '=', key)
        .executeTakeFirstOrThrow()
      const { request_hash, committed, answer } = row
      return { requestHash: request_hash, committed, answer: answer ?? undefined }
    },

    async commit(once) {
      const { numAffectedRows = 0n } = await sql`
        update idempotency_keys set committed = true where ${ofClaim(once)}`.execute(trx)
      if (numAffectedRows === 0n) {
        throw new DomainError('conflict', 'Another attempt at the same request has taken over.')
      }
    },

    async keepAnswer(once, sealed) {
      await sql`update idempotency_keys set answer = ${sealed} where ${ofClaim(once)}`.execute(trx)
    },

    async release(once) {
      await sql`delete from idempotency_keys where not committed and ${ofClaim(once)}`.execute(trx)
    },
  }
}
