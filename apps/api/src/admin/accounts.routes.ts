import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import { toOrigin } from './request-origin.ts'
import * as schema from './accounts.schema.ts'
import { toSummaryBody } from './accounts.schema.ts'

export const accountsRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { administration } = useCases
  app
    .addSchema(schema.AccountSummaryBody)
    .addSchema(schema.AccountSummaries)
    .addSchema(schema.AccountChange)

  app.get('/admin/accounts', { schema: schema.listAccounts }, async ({ actor }) => ({
    accounts: (await administration.accounts(actor)).map(toSummaryBody),
  }))

  app.put('/admin/accounts/:id', { schema: schema.changeAccount }, async (request) => {
    const { actor, params, body } = request
    const change = { disabled: body.disabled, isAdmin: body.is_admin }
    return toSummaryBody(
      await administration.changeAccount(actor, params.id, change, toOrigin(request)),
    )
  })

  app.post(
    '/admin/accounts/:id/end-sessions',
    { schema: schema.endAccountSessions },
    async (request, reply) => {
      await administration.endSessions(request.actor, request.params.id, toOrigin(request))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/admin/accounts/:id/unlock',
    { schema: schema.unlockAccount },
    async (request, reply) => {
      await administration.unlock(request.actor, request.params.id, toOrigin(request))
      return reply.code(204).send(null)
    },
  )
}
