import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { toDevice } from '../auth/device-cookie.ts'
import type { FeatureOptions } from '../http/feature.ts'
import * as schema from './sessions.schema.ts'

/** What somebody who is signed in does to their own sign-ins. */
export const sessionsRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { accounts, sessions } = useCases
  app.addSchema(schema.Sessions).addSchema(schema.PasswordChange)

  app.get(
    '/auth/sessions',
    { schema: schema.listSessions, config: { whileLeaving: true } },
    async ({ actor }) => schema.toSessionsBody(await sessions.list(actor)),
  )

  app.delete(
    '/auth/sessions/:id',
    { schema: schema.endSession, config: { whileLeaving: true } },
    async ({ actor, params }, reply) => {
      await sessions.end(actor, params.id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/auth/sessions/end-others',
    { schema: schema.endOtherSessions, config: { whileLeaving: true } },
    async ({ actor }, reply) => {
      await sessions.endOthers(actor)
      return reply.code(204).send(null)
    },
  )

  app.put(
    '/auth/password',
    { schema: schema.changePassword, config: { bucket: 'auth' } },
    async (request, reply) => {
      const { current_password: currentPassword, new_password: newPassword } = request.body
      const change = { currentPassword, newPassword }
      await accounts.changePassword(request.actor, change, toDevice(request))
      return reply.code(204).send(null)
    },
  )
}
