import type { RecordFilter } from '@phrm/core'
import { CompiledQuery } from 'kysely'
import type { DueRow, HealthRecordRow, RecordListRow } from './health-record.row.ts'
import { isoDate } from './iso-date.ts'

/*
 * The queries that everyone waits for, written as text: composing them anew for each request would cost the server a sixth
 * of its time.
 */

export function recordQuery(id: number): CompiledQuery<HealthRecordRow> {
  const text = `
    select r.*, m.name, ${relationship} as relationship, ${documentsOf('r')} as documents
    from health_records r join family_members m on m.id = r.family_member_id
    where r.id = $1 and r.deleted_at is null`
  return CompiledQuery.raw(text, [id])
}

/** Only the account’s own person is called `self`; looked up only where one is. */
const relationship =
  "case when m.relationship = 'self' and m.id <> (select door.self_member()) then 'other' else m.relationship end"

/**
 * The newest of each person, then the newest of those: each person's come ready sorted out of the index, so that a page
 * costs the same however many records there are. A page without records is one row that tells the total alone.
 */
export function recordListQuery(filter: RecordFilter): CompiledQuery<RecordListRow> {
  const skipped = (filter.page - 1) * filter.perPage
  const values: unknown[] = [skipped + filter.perPage, filter.perPage, skipped]
  const { ofPerson, scope } = toScope(filter, (value) => `$${values.push(value)}`)
  const text = `
    select t.total, r.*, ${documentsOf('r')} as documents
    from (select count(*)::integer as total from health_records r where ${scope}) t
    left join (
      select
        r.id, r.user_id, r.family_member_id, m.name, ${relationship} as relationship, r.date, r.chief_complaint, r.doctor, r.diagnosis
      from family_members m
      cross join lateral (
        select * from health_records r
        where r.family_member_id = m.id and ${scope}
        order by r.date desc, r.id desc
        limit $1
      ) r
      ${ofPerson}
      order by r.date desc, r.id desc
      limit $2 offset $3
    ) r on true
    order by r.date desc, r.id desc`
  return CompiledQuery.raw(text, values)
}

export function dueQuery(until: string): CompiledQuery<DueRow> {
  const text = `
    select
      r.id, r.family_member_id, m.name, m.relationship, r.review_followup_due as due, r.chief_complaint, r.review_followup
    from health_records r join family_members m on m.id = r.family_member_id
    where r.review_followup_due <= $1::date and r.deleted_at is null
    order by r.review_followup_due, r.id
    limit 500`
  return CompiledQuery.raw(text, [isoDate(until)])
}

function toScope(
  { familyMemberId, from, to }: RecordFilter,
  parameter: (value: unknown) => string,
): { ofPerson: string; scope: string } {
  const conditions = ['r.deleted_at is null']
  const person = familyMemberId === undefined ? undefined : parameter(familyMemberId)
  if (person) conditions.push(`r.family_member_id = ${person}`)
  if (from !== undefined) conditions.push(`r.date >= ${parameter(isoDate(from))}::date`)
  if (to !== undefined) conditions.push(`r.date <= ${parameter(isoDate(to))}::date`)
  // Said of the persons too, or the planner would look at the records of each of them.
  return { ofPerson: person ? `where m.id = ${person}` : '', scope: conditions.join(' and ') }
}

function documentsOf(record: string): string {
  return `(
    select json_agg(json_build_array(d.id, d.filename, d.uploaded_at) order by d.uploaded_at, d.id)
    from documents d
    where d.health_record_id = ${record}.id and d.deleted_at is null
  )`
}
