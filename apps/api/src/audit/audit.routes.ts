import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import { toPageRequest } from '../http/paging.ts'
import * as schema from './audit.schema.ts'
import { toAccessBody, toEventBody } from './audit.schema.ts'

export const auditRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (app, { useCases }) => {
  const { audit } = useCases
  app
    .addSchema(schema.AccessBody)
    .addSchema(schema.Accesses)
    .addSchema(schema.SecurityEventBody)
    .addSchema(schema.SecurityEvents)

  app.get('/family/:id/accesses', { schema: schema.listAccesses }, async (request) => {
    const { actor, params, query } = request
    const { items, ...counts } = await audit.accesses(actor, params.id, toPageRequest(query))
    return { accesses: items.map((access) => toAccessBody(access, actor.accountId)), ...counts }
  })

  app.get('/user/activity', { schema: schema.listActivity }, async ({ actor, query }) => {
    const { items, ...counts } = await audit.activity(actor, toPageRequest(query))
    return { events: items.map(toEventBody), ...counts }
  })

  app.get('/admin/events', { schema: schema.listSecurityEvents }, async ({ actor, query }) => {
    const filter = { ...toPageRequest(query), type: query.type }
    const { items, ...counts } = await audit.securityEvents(actor, filter)
    return { events: items.map(toEventBody), ...counts }
  })
}
