import type { DocumentPage, DocumentRepository, PageWord } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createDocumentPages(
  trx: Kysely<Database>,
): Pick<DocumentRepository, 'findPage' | 'replacePages'> {
  return {
    async findPage(documentId, number) {
      const row = await trx
        .selectFrom('document_pages as p')
        .innerJoin('documents as d', 'd.id', 'p.document_id')
        .innerJoin('health_records as r', 'r.id', 'd.health_record_id')
        .where('d.deleted_at', 'is', null)
        .where('r.deleted_at', 'is', null)
        .where('p.document_id', '=', documentId)
        .where('p.number', '=', number)
        .select(['p.number', 'p.text', 'p.source', 'p.confidence', 'p.words'])
        .executeTakeFirst()
      return (
        row && {
          ...row,
          confidence: row.confidence ?? undefined,
          words: row.words as PageWord[],
        }
      )
    },

    async replacePages(documentId, pages) {
      await trx.deleteFrom('document_pages').where('document_id', '=', documentId).execute()
      for (let from = 0; from < pages.length; from += pagesAtOnce)
        await insert(trx, documentId, pages.slice(from, from + pagesAtOnce))
    },
  }
}

/** Indexing their words takes time, and no statement may take long. */
const pagesAtOnce = 25

/** As one value: a long document has more pages and words than a statement may have parameters. */
function insert(trx: Kysely<Database>, documentId: number, pages: DocumentPage[]) {
  return sql`
    insert into document_pages (document_id, family_member_id, number, text, source, confidence, words)
    select d.id, d.family_member_id, p.number, p.text, p.source, p.confidence, p.words
    from documents d
    cross join jsonb_to_recordset(${JSON.stringify(pages)}::jsonb)
      as p (number integer, text text, source text, confidence real, words jsonb)
    where d.id = ${documentId}`.execute(trx)
}
