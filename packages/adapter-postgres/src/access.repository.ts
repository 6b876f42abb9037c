import type { AccessRepository, Role } from '@phrm/core'
import { CompiledQuery, type Kysely } from 'kysely'
import type { Database } from './tables.ts'

export function createAccess(trx: Kysely<Database>): AccessRepository {
  return {
    async list(accountId) {
      const { rows } = await trx.executeQuery<Row>(CompiledQuery.raw(listText, [accountId]))
      return rows.map((row) => ({
        familyMemberId: row.family_member_id,
        role: row.role,
        validUntil: row.valid_until ?? undefined,
      }))
    },
  }
}

interface Row {
  family_member_id: number
  role: Role
  valid_until: Date | null
}

/** Part of every request, so it is not composed anew each time. */
const listText = 'select family_member_id, role, valid_until from user_family where user_id = $1'
