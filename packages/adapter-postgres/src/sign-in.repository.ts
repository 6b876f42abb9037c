import type { Attempt, SignInRepository } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createSignIns(db: Kysely<Database>): SignInRepository {
  return {
    async openSignIn({ email, addressPrint, deviceHash }, now) {
      const { rows } = await sql<AttemptRow>`
        select * from door.open_sign_in(${email}, ${addressPrint}, ${deviceHash ?? null}, ${now})`.execute(
        db,
      )
      return toAttempt(rows[0]!)
    },

    async openProof(accountId, sessionId, now) {
      const { rows } = await sql<AttemptRow>`
        select * from door.open_proof(${accountId}, ${sessionId}, ${now})`.execute(db)
      return toAttempt(rows[0]!)
    },

    async close({ subject, device, counted, accountId }, right, now, most) {
      const { rows } = await sql<{ locks: boolean }>`
        select door.close_attempt(
          ${subject}, ${device}, ${counted}, ${right}, ${accountId ?? null}, ${now}, ${most}
        ) as locks`.execute(db)
      return rows[0]!.locks
    },
  }
}

interface AttemptRow {
  subject: string
  device: string
  counted: boolean
  wait_seconds: number
  account_id: number | null
  password_hash: string | null
  locked: boolean
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    subject: row.subject,
    device: row.device,
    counted: row.counted,
    waitSeconds: row.wait_seconds,
    accountId: row.account_id ?? undefined,
    passwordHash: row.password_hash ?? undefined,
    locked: row.locked,
  }
}
