import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import { toPageRequest } from '../http/paging.ts'
import { SearchRequest, SearchResults, searchRecords, toSearchBody } from './search.schema.ts'

export const searchRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  app.addSchema(SearchRequest).addSchema(SearchResults)

  app.post(
    '/search',
    { schema: searchRecords, config: { scope: 'records:read' } },
    async ({ actor, body }) => {
      const { query, family_member_id, from, to } = body
      const filter = { familyMemberId: family_member_id, from, to, ...toPageRequest(body) }
      return toSearchBody(await useCases.search.search(actor, { text: query, ...filter }))
    },
  )
}
