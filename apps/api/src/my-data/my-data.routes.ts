import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { maxArchiveBytes } from '@phrm/core'
import { clearRefreshCookie } from '../auth/refresh-cookie.ts'
import { sendFile } from '../documents/download.ts'
import { toUploads } from '../documents/uploads.ts'
import type { FeatureOptions } from '../http/feature.ts'
import * as schema from './my-data.schema.ts'

/** Milliseconds; archives are large, and lines are slow. */
const transferTimeout = 60 * 60_000

const whileLeaving = { whileLeaving: true }

export const myDataRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { exports, deletions } = useCases
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { files: 1, fields: 0, parts: 1, headerPairs: 20, fieldNameSize: 100 },
  })
  app.addSchema(schema.Export).addSchema(schema.ImportResult)
  app.addSchema(schema.Deletion).addSchema(schema.DeletionRequest)

  app.get('/user/export', { schema: schema.getExport, config: whileLeaving }, async ({ actor }) =>
    schema.toExportBody(await exports.find(actor)),
  )

  app.post(
    '/user/export',
    { schema: schema.requestExport, config: whileLeaving },
    async ({ actor }, reply) =>
      reply.code(202).send(schema.toExportBody(await exports.request(actor))),
  )

  app.get(
    '/user/export/file',
    { schema: schema.downloadExport, config: whileLeaving, handlerTimeout: transferTimeout },
    async ({ actor }, reply) => {
      const { madeAt, size, content } = await exports.download(actor)
      const filename = `phrm-${madeAt.toISOString().slice(0, 10)}.zip`
      return sendFile(reply, { filename, contentType: 'application/zip', fileSize: size }, content)
    },
  )

  app.post(
    '/user/import',
    {
      schema: schema.importArchive,
      config: { bucket: 'upload', form: schema.importForm },
      handlerTimeout: transferTimeout,
    },
    async (request, reply) => {
      const uploads = toUploads(request, maxArchiveBytes, 1)
      const imported = await exports.import(request.actor, uploads)
      return reply.code(201).send(schema.toImportBody(imported))
    },
  )

  app.get(
    '/user/deletion',
    { schema: schema.getDeletion, config: whileLeaving },
    async ({ actor }) => {
      const dueAt = await deletions.find(actor)
      return { due_at: dueAt?.toISOString() ?? null }
    },
  )

  app.post('/user/deletion', { schema: schema.requestDeletion }, async ({ actor }, reply) => {
    const { dueAt } = await deletions.request(actor)
    clearRefreshCookie(reply)
    return { due_at: dueAt.toISOString() }
  })

  app.delete(
    '/user/deletion',
    { schema: schema.cancelDeletion, config: whileLeaving },
    async ({ actor }, reply) => {
      await deletions.cancel(actor)
      return reply.code(204).send(null)
    },
  )
}
