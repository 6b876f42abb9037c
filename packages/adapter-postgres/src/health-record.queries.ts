import type { RecordFilter } from '@phrm/core'
import { CompiledQuery } from 'kysely'
import type { HealthRecordRow } from './health-record.row.ts'
import { isoDate } from './iso-date.ts'

/*
 * The queries that everyone waits for, written as text: composing them anew for each request would cost the server a sixth
 * of its time.
 */

export function recordQuery(id: number): CompiledQuery<{ items: HealthRecordRow[] }> {
  const page = `
    select r.*, m.name, m.relationship
    from health_records r join family_members m on m.id = r.family_member_id
    where r.id = $1 and r.deleted_at is null`
  return CompiledQuery.raw(`select ${asJson(page)} as items`, [id])
}

/**
 * The newest of each person, then the newest of those: each person's come ready sorted out of the index, so that a page
 * costs the same however many records there are.
 */
export function recordListQuery(
  filter: RecordFilter,
): CompiledQuery<{ total: number; items: HealthRecordRow[] }> {
  const skipped = (filter.page - 1) * filter.perPage
  const values: unknown[] = [skipped + filter.perPage, filter.perPage, skipped]
  const scope = inScope(filter, (value) => `$${values.push(value)}`)
  // The planner does not see by itself that of all persons only this one matters.
  const ofMember = filter.familyMemberId === undefined ? '' : 'where m.id = $4'
  const page = `
    select r.*, m.name, m.relationship
    from family_members m
    cross join lateral (
      select * from health_records r
      where r.family_member_id = m.id and ${scope}
      order by r.date desc, r.id desc
      limit $1
    ) r
    ${ofMember}
    order by r.date desc, r.id desc
    limit $2 offset $3`
  const text = `
    select
      (select count(*)::integer from health_records r where ${scope}) as total,
      ${asJson(page)} as items`
  return CompiledQuery.raw(text, values)
}

function inScope(
  { familyMemberId, from, to }: RecordFilter,
  parameter: (value: unknown) => string,
): string {
  const conditions = ['r.deleted_at is null']
  if (familyMemberId !== undefined)
    conditions.push(`r.family_member_id = ${parameter(familyMemberId)}`)
  if (from !== undefined) conditions.push(`r.date >= ${parameter(isoDate(from))}::date`)
  if (to !== undefined) conditions.push(`r.date <= ${parameter(isoDate(to))}::date`)
  return conditions.join(' and ')
}

/** One value instead of rows and columns: a third of the time that the driver would spend on them. */
function asJson(page: string): string {
  return `(
    select coalesce(json_agg(item), '[]') from (
      select
        r.id, r.user_id, r.family_member_id, r.name, r.relationship, r.date, r.chief_complaint, r.doctor,
        r.investigations, r.diagnosis, r.prescription, r.notes, r.review_followup, r.created_at, r.updated_at, r.version,
        (
          select json_agg(json_build_array(d.id, d.filename, d.uploaded_at) order by d.uploaded_at, d.id)
          from documents d
          where d.health_record_id = r.id and d.deleted_at is null
        ) as documents
      from (${page}) r
      order by r.date desc, r.id desc
    ) item
  )`
}
