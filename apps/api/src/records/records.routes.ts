import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import type { HealthRecord } from '@phrm/core'
import type { FeatureOptions } from '../http/feature.ts'
import { toPageRequest } from '../http/paging.ts'
import { expectedVersion, setVersion } from '../http/versions.ts'
import { toRecordBody, toRecordInput, toRecordsBody } from './record-body.ts'
import * as schema from './records.schema.ts'

export const recordsRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { healthRecords } = useCases
  for (const shape of [
    schema.RecordSummary,
    schema.Records,
    schema.HealthRecord,
    schema.HealthRecordInput,
  ]) {
    app.addSchema(shape)
  }

  app.get(
    '/records',
    { schema: schema.listRecords, config: { scope: 'records:read' } },
    async ({ actor, query }) => {
      const { family_member_id, from, to } = query
      const filter = { ...toPageRequest(query), familyMemberId: family_member_id, from, to }
      return toRecordsBody(await healthRecords.list(actor, filter))
    },
  )

  app.post(
    '/records',
    { schema: schema.addRecord, config: { scope: 'records:write', idempotent: true } },
    async ({ actor, body }, reply) => {
      const record = await healthRecords.add(actor, toRecordInput(body))
      return reply.code(201).send(answer(reply, record))
    },
  )

  app.get(
    '/records/:id',
    { schema: schema.getRecord, config: { scope: 'records:read' } },
    async ({ actor, params }, reply) => answer(reply, await healthRecords.get(actor, params.id)),
  )

  app.put(
    '/records/:id',
    { schema: schema.updateRecord, config: { scope: 'records:write' } },
    async (request, reply) => {
      const { actor, params, body } = request
      const version = expectedVersion(request)
      return answer(
        reply,
        await healthRecords.update(actor, params.id, toRecordInput(body), version),
      )
    },
  )

  app.delete(
    '/records/:id',
    { schema: schema.removeRecord, config: { scope: 'records:write' } },
    async (request, reply) => {
      await healthRecords.remove(request.actor, request.params.id, expectedVersion(request))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/records/:id/restore',
    { schema: schema.restoreRecord, config: { scope: 'records:write' } },
    async ({ actor, params }, reply) =>
      answer(reply, await healthRecords.restore(actor, params.id)),
  )
}

function answer(reply: FastifyReply, record: HealthRecord) {
  setVersion(reply, record)
  return toRecordBody(record)
}
