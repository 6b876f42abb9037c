import type { Document, DocumentRepository } from '@phrm/core'
import { notFound, toPage } from '@phrm/core'
import { type Kysely, type Selectable, sql } from 'kysely'
import { createDocumentPages } from './document-page.repository.ts'
import type { Database, DocumentTable } from './tables.ts'

export function createDocuments(trx: Kysely<Database>): DocumentRepository {
  const present = () =>
    trx
      .selectFrom('documents as d')
      .innerJoin('health_records as r', 'r.id', 'd.health_record_id')
      .where('d.deleted_at', 'is', null)
      .where('r.deleted_at', 'is', null)
  const select = () => present().selectAll('d').select('r.date as record_date')

  async function find(id: number): Promise<Document | undefined> {
    const row = await select().where('d.id', '=', id).executeTakeFirst()
    return row && toDocument(row)
  }

  return {
    ...createDocumentPages(trx),
    find,

    async add(document) {
      const row = await trx
        .insertInto('documents')
        .columns(insertedColumns)
        .expression((query) =>
          query
            .selectFrom('health_records as r')
            .where('r.id', '=', document.healthRecordId)
            .where('r.deleted_at', 'is', null)
            .select([
              'r.id',
              'r.family_member_id',
              sql.val(document.filename).$castTo<string>().as('filename'),
              sql.val(document.storedFilename).as('stored_filename'),
              sql.val(document.filePath).as('file_path'),
              sql<number>`${document.fileSize}::bigint`.as('file_size'),
              sql.val(document.contentType).as('content_type'),
              sql.val(document.sha256).as('sha256'),
            ]),
        )
        .returning('id')
        .executeTakeFirst()
      const added = row && (await find(row.id))
      if (!added) throw notFound()
      return added
    },

    async listOfRecord(healthRecordId) {
      const rows = await select()
        .where('d.health_record_id', '=', healthRecordId)
        .orderBy('d.uploaded_at')
        .orderBy('d.id')
        .execute()
      return rows.map(toDocument)
    },

    async list({ familyMemberId, ...request }) {
      const inScope = <Query extends ReturnType<typeof present>>(query: Query) =>
        familyMemberId === undefined
          ? query
          : (query.where('d.family_member_id', '=', familyMemberId) as Query)
      const [rows, counted] = await Promise.all([
        inScope(present())
          .selectAll('d')
          .select('r.date as record_date')
          .orderBy('d.uploaded_at', 'desc')
          .orderBy('d.id', 'desc')
          .limit(request.perPage)
          .offset((request.page - 1) * request.perPage)
          .execute(),
        inScope(present())
          .select(sql<number>`count(*)`.as('total'))
          .executeTakeFirstOrThrow(),
      ])
      return toPage(rows.map(toDocument), counted.total, request)
    },

    async setJob(id, jobId) {
      await trx.updateTable('documents').set({ job_id: jobId }).where('id', '=', id).execute()
    },

    async setState(id, state, { reason, pageCount } = {}) {
      await trx
        .updateTable('documents')
        .set({ state, reason: reason ?? null })
        .$if(pageCount !== undefined, (query) => query.set({ page_count: pageCount as number }))
        .where('id', '=', id)
        .execute()
    },

    async remove(id) {
      const row = await trx
        .updateTable('documents')
        .set({ deleted_at: sql`now()` })
        .where('id', 'in', present().select('d.id').where('d.id', '=', id))
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },

    async restore(id) {
      const row = await trx
        .updateTable('documents')
        .set({ deleted_at: null })
        .where('id', '=', id)
        .where('deleted_at', '>', sql<Date>`now() - interval '30 days'`)
        .returning('id')
        .executeTakeFirst()
      return row && find(id)
    },
  }
}

const insertedColumns = [
  'health_record_id',
  'family_member_id',
  'filename',
  'stored_filename',
  'file_path',
  'file_size',
  'content_type',
  'sha256',
] as const

function toDocument(row: Selectable<DocumentTable> & { record_date: string }): Document {
  return {
    id: row.id,
    healthRecordId: row.health_record_id,
    familyMemberId: row.family_member_id,
    recordDate: row.record_date,
    filename: row.filename,
    storedFilename: row.stored_filename,
    filePath: row.file_path,
    fileSize: row.file_size,
    contentType: row.content_type,
    sha256: row.sha256,
    uploadedAt: row.uploaded_at,
    state: row.state,
    reason: row.reason ?? undefined,
    pageCount: row.page_count ?? undefined,
    jobId: row.job_id ?? undefined,
  }
}
