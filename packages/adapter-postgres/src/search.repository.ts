import type { SearchRepository } from '@phrm/core'
import { toPage } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { type EntryRow, toHit, toPassage } from './search/entry.row.ts'
import { toQuestion } from './search/question.ts'
import { itsSources, ranked, shown } from './search/ranking.ts'
import type { Database } from './tables.ts'

export function createSearch(trx: Kysely<Database>): SearchRepository {
  return {
    async search(query) {
      const { text, familyMemberId, within, page, perPage } = query
      const { slots, corrections } = await toQuestion(trx, text, {
        familyMemberId,
        within,
        unfinished: true,
      })
      // A document counts once, with its best page.
      const { rows } = await sql<{ total: number; entries: EntryRow[] }>`
        with ${ranked(slots, query)},
        best as materialized (
          select distinct on (e.health_record_id, e.document_id) s.*, e.date
          from scored s join search_entries e on e.id = s.entry_id
          order by e.health_record_id, e.document_id, s.score desc, e.page
        ),
        page as materialized (
          select * from best order by score desc, date desc, entry_id desc
          limit ${perPage} offset ${(page - 1) * perPage}
        )
        select
          (select count(*)::integer from best) as total,
          (
            select coalesce(json_agg(entry), '[]') from (
              select ${shown} from page s ${itsSources} order by s.score desc, s.date desc, s.entry_id desc
            ) entry
          ) as entries`.execute(trx)
      const { total = 0, entries = [] } = rows[0] ?? {}
      return { ...toPage(entries.map(toHit), total, query), corrections }
    },

    async listPassages({ text, familyMemberId, limit }) {
      const { slots } = await toQuestion(trx, text, { familyMemberId, unfinished: false })
      const { rows } = await sql<EntryRow>`
        with ${ranked(slots, { familyMemberId })},
        best as materialized (select * from scored order by score desc, entry_id desc limit ${limit})
        select ${shown} from best s ${itsSources} order by s.score desc, s.entry_id desc`.execute(
        trx,
      )
      return rows.map((row) => toPassage(row, slots.length))
    },
  }
}
