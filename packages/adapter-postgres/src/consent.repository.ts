import type { Consent, ConsentRepository } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createConsents(trx: Kysely<Database>): ConsentRepository {
  async function list(): Promise<Consent[]> {
    const newest = trx
      .selectFrom('ai_consents')
      .selectAll()
      .where('user_id', '=', sql<number>`door.current_account()`)
      .distinctOn(['family_member_id', 'host'])
      .orderBy('family_member_id')
      .orderBy('host')
      .orderBy('id', 'desc')
      .as('newest')
    const rows = await trx.selectFrom(newest).selectAll().where('granted', '=', true).execute()
    return rows.map((row) => ({
      familyMemberId: row.family_member_id,
      host: row.host,
      textVersion: row.text_version,
      givenAt: row.created_at,
    }))
  }

  async function add(
    row: Pick<Consent, 'familyMemberId' | 'host' | 'textVersion'>,
    granted: boolean,
  ): Promise<void> {
    await trx
      .insertInto('ai_consents')
      .values({
        user_id: sql`door.current_account()`,
        family_member_id: row.familyMemberId,
        host: row.host,
        text_version: row.textVersion,
        granted,
      })
      .execute()
  }

  return {
    list,
    listHosts: async (familyMemberId) =>
      (await list())
        .filter((consent) => consent.familyMemberId === familyMemberId)
        .map(({ host }) => host),
    give: (familyMemberId, host, textVersion) => add({ familyMemberId, host, textVersion }, true),
    withdraw: (familyMemberId, host) => add({ familyMemberId, host, textVersion: '' }, false),
  }
}
