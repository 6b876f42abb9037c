import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import { toPageRequest } from '../http/paging.ts'
import * as schema from './house.schema.ts'
import { toJobSummaryBody, toOverviewBody } from './house.schema.ts'
import { toOrigin } from './request-origin.ts'

/** How the house is doing, and the work that it has to do. */
export const houseRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (app, { useCases }) => {
  const { administration } = useCases
  app.addSchema(schema.Overview).addSchema(schema.JobSummary).addSchema(schema.JobSummaries)

  app.get('/admin/overview', { schema: schema.getOverview }, async ({ actor }) =>
    toOverviewBody(await administration.overview(actor)),
  )

  app.get('/admin/jobs', { schema: schema.listJobs }, async ({ actor, query }) => {
    const { state, kind } = query
    const { items, total, page, pages } = await administration.jobs(
      actor,
      { state, kind },
      toPageRequest(query),
    )
    return { jobs: items.map(toJobSummaryBody), total, page, pages }
  })

  app.post('/admin/jobs/:id/retry', { schema: schema.retryJob }, async (request, reply) => {
    await administration.retryJob(request.actor, request.params.id, toOrigin(request))
    return reply.code(204).send(null)
  })
}
