import type { HealthRecord, HealthRecordInput, HealthRecordRepository } from '@phrm/core'
import { notFound, toPage } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { isoDate } from './iso-date.ts'
import { dueQuery, recordListQuery, recordQuery } from './health-record.queries.ts'
import { toFollowUp, toHealthRecord, toSummaries } from './health-record.row.ts'
import type { Database } from './tables.ts'

export function createHealthRecords(trx: Kysely<Database>): HealthRecordRepository {
  async function find(id: number): Promise<HealthRecord | undefined> {
    const { rows } = await trx.executeQuery(recordQuery(id))
    return rows[0] && toHealthRecord(rows[0])
  }

  async function get(id: number): Promise<HealthRecord> {
    const record = await find(id)
    if (!record) throw notFound()
    return record
  }

  return {
    find,

    async list(filter) {
      const { rows } = await trx.executeQuery(recordListQuery(filter))
      return toPage(toSummaries(rows), rows[0]?.total ?? 0, filter)
    },

    async listDue(until) {
      const { rows } = await trx.executeQuery(dueQuery(until))
      return rows.map(toFollowUp)
    },

    async add(input) {
      const { id } = await trx
        .insertInto('health_records')
        .values({ ...toColumns(input), user_id: sql`door.current_account()` })
        .returning('id')
        .executeTakeFirstOrThrow()
      return get(id)
    },

    async update(id, input, version) {
      const row = await trx
        .updateTable('health_records')
        .set(toColumns(input))
        .set({ updated_at: sql`now()`, version: sql`version + 1` })
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .$if(version !== undefined, (query) => query.where('version', '=', version as number))
        .returning('id')
        .executeTakeFirst()
      return row && get(id)
    },

    async remove(id, version) {
      const row = await trx
        .updateTable('health_records')
        .set({ deleted_at: sql`now()`, version: sql`version + 1` })
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .$if(version !== undefined, (query) => query.where('version', '=', version as number))
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },

    async restore(id) {
      const row = await trx
        .updateTable('health_records')
        .set({ deleted_at: null, version: sql`version + 1` })
        .where('id', '=', id)
        .where('deleted_at', '>', sql<Date>`now() - interval '30 days'`)
        .returning('id')
        .executeTakeFirst()
      return row && get(id)
    },
  }
}

function toColumns(input: HealthRecordInput & { familyMemberId: number }) {
  return {
    family_member_id: input.familyMemberId,
    date: isoDate(input.date),
    chief_complaint: input.chiefComplaint ?? null,
    doctor: input.doctor ?? null,
    investigations: input.investigations ?? null,
    diagnosis: input.diagnosis ?? null,
    prescription: input.prescription ?? null,
    notes: input.notes ?? null,
    review_followup: input.reviewFollowup ?? null,
    review_followup_due: isoDate(input.reviewFollowupDue) ?? null,
  }
}
