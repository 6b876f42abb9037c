import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { toCaller } from '../http/caller.ts'
import type { FeatureOptions } from '../http/feature.ts'
import * as schema from './tokens.schema.ts'
import { toCreatedBody, toTokenBody } from './tokens.schema.ts'

/** None of them has a scope: a token reaches no token. */
export const tokensRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { apiTokens } = useCases
  for (const shape of [
    schema.ApiTokenShape,
    schema.CreatedToken,
    schema.ApiTokens,
    schema.TokenInput,
  ]) {
    app.addSchema(shape)
  }

  app.get('/tokens', { schema: schema.listTokens }, async ({ actor }) => ({
    tokens: (await apiTokens.list(actor)).map(toTokenBody),
  }))

  app.post('/tokens', { schema: schema.createToken }, async (request, reply) => {
    const { name, scopes, expires_in_days: days } = request.body
    const asked = { name, scopes, days }
    const created = await apiTokens.create(request.actor, asked, toCaller(request))
    return reply.code(201).send(toCreatedBody(created))
  })

  app.delete('/tokens/:id', { schema: schema.revokeToken }, async (request, reply) => {
    await apiTokens.revoke(request.actor, request.params.id, toCaller(request))
    return reply.code(204).send(null)
  })
}
