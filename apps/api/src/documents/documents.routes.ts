import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import { beginOnce, replay } from '../http/idempotency.ts'
import { toPageRequest } from '../http/paging.ts'
import { toDocumentBody, toPageBody } from './document-body.ts'
import * as schema from './documents.schema.ts'
import { sendFile, sendPicture } from './download.ts'
import { mostFiles, toUploads } from './uploads.ts'

/** Milliseconds; a phone on a slow line sends its pictures for minutes. */
const transferTimeout = 15 * 60_000

export const documentsRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases, settings },
) => {
  const { documents } = useCases
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { files: mostFiles, fields: 0, parts: mostFiles, headerPairs: 20, fieldNameSize: 100 },
  })
  for (const shape of [schema.Document, schema.Documents, schema.DocumentList, schema.Page]) {
    app.addSchema(shape)
  }

  app.post(
    '/records/:id/documents',
    {
      schema: schema.uploadDocuments,
      config: { scope: 'documents:write', bucket: 'upload', form: schema.uploadForm },
      handlerTimeout: transferTimeout,
    },
    async (request, reply) => {
      const { actor, params } = request
      const uploads = toUploads(request, settings.maxUploadBytes)
      let answered: string | undefined
      const added = await documents.add(actor, params.id, uploads, async (arrived) => {
        answered = await beginOnce(request, arrived, useCases.idempotency)
        return answered === undefined ? request.actor : undefined
      })
      if (answered !== undefined) return replay(reply, answered)
      return reply.code(201).send({ documents: (added ?? []).map(toDocumentBody) })
    },
  )

  app.get(
    '/records/:id/documents',
    { schema: schema.listDocumentsOfRecord, config: { scope: 'documents:read' } },
    async ({ actor, params }) => ({
      documents: (await documents.listOfRecord(actor, params.id)).map(toDocumentBody),
    }),
  )

  app.get(
    '/documents',
    { schema: schema.listDocuments, config: { scope: 'documents:read' } },
    async ({ actor, query }) => {
      const filter = { ...toPageRequest(query), familyMemberId: query.family_member_id }
      const { items, total, page, pages } = await documents.list(actor, filter)
      return { documents: items.map(toDocumentBody), total, page, pages }
    },
  )

  app.get(
    '/documents/:id',
    { schema: schema.getDocument, config: { scope: 'documents:read' } },
    async ({ actor, params }) => toDocumentBody(await documents.get(actor, params.id)),
  )

  app.get(
    '/documents/:id/file',
    {
      schema: schema.downloadDocument,
      config: { scope: 'documents:read' },
      handlerTimeout: transferTimeout,
    },
    async ({ actor, params }, reply) => {
      const { document, content } = await documents.download(actor, params.id)
      return sendFile(reply, document, content)
    },
  )

  app.get(
    '/documents/:id/pages/:number',
    { schema: schema.getDocumentPage, config: { scope: 'documents:read' } },
    async ({ actor, params }) => toPageBody(await documents.page(actor, params.id, params.number)),
  )

  app.get(
    '/documents/:id/pages/:number/picture',
    {
      schema: schema.getDocumentPicture,
      config: { scope: 'documents:read' },
      handlerTimeout: transferTimeout,
    },
    async ({ actor, params }, reply) =>
      sendPicture(reply, await documents.picture(actor, params.id, params.number)),
  )

  app.post(
    '/documents/:id/read',
    { schema: schema.readDocumentAgain, config: { scope: 'documents:write' } },
    async ({ actor, params }, reply) =>
      reply.code(202).send(toDocumentBody(await documents.readAgain(actor, params.id))),
  )

  app.delete(
    '/documents/:id',
    { schema: schema.removeDocument, config: { scope: 'documents:write' } },
    async ({ actor, params }, reply) => {
      await documents.remove(actor, params.id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/documents/:id/restore',
    { schema: schema.restoreDocument, config: { scope: 'documents:write' } },
    async ({ actor, params }) => toDocumentBody(await documents.restore(actor, params.id)),
  )
}
