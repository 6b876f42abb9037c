import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Session } from '../auth/auth.schema.ts'
import { toDevice } from '../auth/device-cookie.ts'
import { toSessionAnswer } from '../auth/send-session.ts'
import type { FeatureOptions } from '../http/feature.ts'
import { User } from '../user/user.schema.ts'
import * as schema from './factors.schema.ts'
import { toPasskeyBody } from './factors.schema.ts'
import { NewPasskeyResponse, PasskeyAnswer } from './passkey-response.schema.ts'

const anyone = { access: 'anonymous', bucket: 'auth' } as const

/** None of them has a scope: a token reaches no passkey. */
export const passkeysRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { passkeys } = useCases
  const answer = toSessionAnswer(app)
  for (const shape of [
    User,
    Session,
    NewPasskeyResponse,
    PasskeyAnswer,
    schema.PasskeyShape,
    schema.PasskeyOptions,
    schema.PasskeyInput,
    schema.PasskeyName,
    schema.PasskeySignIn,
  ]) {
    app.addSchema(shape)
  }

  app.post('/auth/passkeys/options', { schema: schema.beginPasskey }, ({ actor }) =>
    passkeys.begin(actor),
  )

  app.post('/auth/passkeys', { schema: schema.addPasskey }, async (request, reply) => {
    const { actor, body } = request
    return reply.code(201).send(toPasskeyBody(await passkeys.add(actor, body, toDevice(request))))
  })

  app.put('/auth/passkeys/:id', { schema: schema.renamePasskey }, async (request) => {
    const { actor, params, body } = request
    return toPasskeyBody(await passkeys.rename(actor, params.id, body.name))
  })

  app.delete('/auth/passkeys/:id', { schema: schema.removePasskey }, async (request, reply) => {
    await passkeys.remove(request.actor, request.params.id, toDevice(request))
    return reply.code(204).send(null)
  })

  app.post('/auth/passkeys/sign-in/options', { schema: schema.askForPasskey, config: anyone }, () =>
    passkeys.ask(),
  )

  app.post(
    '/auth/passkeys/sign-in',
    { schema: schema.signInByPasskey, config: anyone },
    async (request, reply) => answer(reply, await passkeys.signIn(request.body, toDevice(request))),
  )
}
