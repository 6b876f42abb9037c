import { sql } from 'kysely'
import { isoDate } from '../iso-date.ts'
import { ofMember, type Whose } from './of-member.ts'
import type { Slot } from './question.ts'

/** BM25: how soon another hit of the same word stops to matter, and how much a long text has to say for itself. */
const k1 = 0.9
const b = 0.4

export interface Scope extends Whose {
  from?: string | undefined
  to?: string | undefined
}

/**
 * The common table expressions `slot` and `scored` (entry_id, score, matched). Rarity and length are those of what the
 * account may see, so that nothing shines through of what others have.
 */
export function ranked(slots: Slot[], scope: Scope) {
  const flat = slots.flatMap(({ terms }, slot) =>
    [...terms].map(([term, worth]) => ({ slot, term, worth })),
  )
  return sql`
    slot as (
      select * from unnest(
        ${flat.map(({ slot }) => slot)}::integer[], ${flat.map(({ term }) => term)}::text[],
        ${flat.map(({ worth }) => worth)}::double precision[]
      ) slot (slot, term, worth)
    ),
    visible as materialized (
      select count(*)::double precision as entries, greatest(avg(p.length), 1)::double precision as length
      from search_entries p where true ${ofMember(scope)}
    ),
    hit as materialized (
      select slot.slot, p.entry_id, sum(slot.worth * p.frequency) as frequency
      from slot join search_postings p on p.term = slot.term ${ofMember(scope)}
      group by 1, 2
    ),
    rarity as (
      select slot, ln(1 + (visible.entries - count(*) + 0.5) / (count(*) + 0.5)) as rarity
      from hit, visible group by slot, visible.entries
    ),
    scored as materialized (
      select
        hit.entry_id, count(*)::integer as matched,
        sum(
          rarity.rarity * hit.frequency * ${k1 + 1}::double precision
          / (hit.frequency + ${k1}::double precision * (${1 - b}::double precision + ${b}::double precision * p.length / visible.length))
        ) as score
      from hit
      join rarity using (slot)
      join search_entries p on p.id = hit.entry_id ${between(scope)}
      cross join visible
      group by hit.entry_id
    )`
}

function between({ from, to }: Scope) {
  const since = from === undefined ? sql`` : sql`and p.date >= ${isoDate(from)}::date`
  const until = to === undefined ? sql`` : sql`and p.date <= ${isoDate(to)}::date`
  return sql`${since} ${until}`
}

/** What is shown of an entry `e` that scored; `words` are those to mark. */
export const shown = sql`
  e.health_record_id as "recordId", e.document_id as "documentId", e.page, e.date::text, s.score, s.matched,
  json_build_object('id', m.id, 'name', m.name) as "familyMember",
  d.filename, g.text as "pageText",
  case when e.document_id is null then json_build_object(
    'chiefComplaint', r.chief_complaint, 'doctor', r.doctor, 'investigations', r.investigations, 'diagnosis', r.diagnosis,
    'prescription', r.prescription, 'notes', r.notes, 'reviewFollowup', r.review_followup
  ) end as record,
  array(
    select distinct p.word from search_postings p join slot on slot.term = p.term where p.entry_id = s.entry_id
  ) as words`

export const itsSources = sql`
  join search_entries e on e.id = s.entry_id
  join family_members m on m.id = e.family_member_id
  join health_records r on r.id = e.health_record_id
  left join documents d on d.id = e.document_id
  left join document_pages g on g.document_id = e.document_id and g.number = e.page`
