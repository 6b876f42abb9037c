import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import { toDevice } from './device-cookie.ts'
import { MailSent } from './registration.schema.ts'
import * as schema from './reset.schema.ts'

const byAnyone = { access: 'anonymous', bucket: 'auth' } as const

/** What is done by a link that somebody was sent. */
export const resetRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (app, { useCases }) => {
  const { accounts } = useCases
  for (const shape of [
    MailSent,
    schema.ForgottenPassword,
    schema.PasswordReset,
    schema.EmailConfirmation,
    schema.NewEmail,
    schema.EmailChanged,
    schema.ResetLink,
  ]) {
    app.addSchema(shape)
  }

  app.post('/auth/forgot', { schema: schema.forgot, config: byAnyone }, async ({ body }, reply) => {
    await accounts.askForReset(body.email)
    return reply.code(202).send({ status: 'check-mail' })
  })

  app.post('/auth/reset', { schema: schema.reset, config: byAnyone }, async (request, reply) => {
    const { token, new_password: password } = request.body
    await accounts.resetPassword({ token, password }, toDevice(request))
    return reply.code(204).send(null)
  })

  app.post(
    '/auth/email/verification',
    { schema: schema.verification, config: { bucket: 'auth' } },
    async ({ actor }, reply) => {
      await accounts.verifyEmail(actor)
      return reply.code(202).send({ status: 'check-mail' })
    },
  )

  app.post(
    '/auth/email/verify',
    { schema: schema.verify, config: byAnyone },
    async (request, reply) => {
      await accounts.confirmEmail(request.body.token, toDevice(request))
      return reply.code(204).send(null)
    },
  )

  app.put(
    '/auth/email',
    { schema: schema.changeEmail, config: { bucket: 'auth' } },
    async (request) => ({
      status: await accounts.changeEmail(request.actor, request.body.email, toDevice(request)),
    }),
  )

  app.post('/admin/accounts/:id/reset-link', { schema: schema.makeResetLink }, async (request) => {
    const { actor, params } = request
    const { link, expiresAt } = await accounts.makeResetLink(actor, params.id, toDevice(request))
    return { link, expires_at: expiresAt.toISOString() }
  })
}
