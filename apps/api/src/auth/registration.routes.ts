import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import { User } from '../user/user.schema.ts'
import { Session } from './auth.schema.ts'
import { toDevice } from './device-cookie.ts'
import * as schema from './registration.schema.ts'
import { toSessionAnswer } from './send-session.ts'

const byAnyone = { access: 'anonymous', bucket: 'auth' } as const

/** Every way to an account. */
export const registrationRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { accounts } = useCases
  const answer = toSessionAnswer(app)
  for (const shape of [
    User,
    Session,
    schema.RegistrationState,
    schema.Registration,
    schema.MailSent,
    schema.Confirmation,
    schema.InvitationToken,
    schema.OpenInvitation,
  ]) {
    app.addSchema(shape)
  }

  app.get(
    '/auth/registration',
    { schema: schema.getState, config: { access: 'anonymous', bucket: 'browser' } },
    async () => {
      const { open, mode, firstAccount, codeRequired, mail } = await accounts.registration()
      return { open, mode, first_account: firstAccount, code_required: codeRequired, mail }
    },
  )

  app.post(
    '/auth/register',
    { schema: schema.register, config: byAnyone },
    async (request, reply) => {
      const { first_name, last_name, date_of_birth, ...rest } = request.body
      const result = await accounts.register(
        { ...rest, firstName: first_name, lastName: last_name, dateOfBirth: date_of_birth },
        toDevice(request),
      )
      if (result === 'check-mail') return reply.code(202).send({ status: result })
      return reply.code(201).send(answer(reply, result))
    },
  )

  app.post(
    '/auth/register/confirm',
    { schema: schema.confirm, config: byAnyone },
    async (request, reply) => {
      const signedIn = await accounts.confirmRegistration(request.body, toDevice(request))
      return reply.code(201).send(answer(reply, signedIn))
    },
  )

  app.post(
    '/auth/invitation',
    { schema: schema.readInvitation, config: byAnyone },
    async ({ body }) => {
      const { email, expiresAt } = await accounts.invitation(body.token)
      return { email: email ?? null, expires_at: expiresAt.toISOString() }
    },
  )
}
