import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DomainError } from '@phrm/core'
import { Session } from '../auth/auth.schema.ts'
import { toDevice } from '../auth/device-cookie.ts'
import { toSessionAnswer } from '../auth/send-session.ts'
import type { FeatureOptions } from '../http/feature.ts'
import { User } from '../user/user.schema.ts'
import * as schema from './factors.schema.ts'
import { toFactorsBody } from './factors.schema.ts'

const anyone = { access: 'anonymous', bucket: 'auth' } as const

/** None of them has a scope: a token reaches no factor. */
export const factorsRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { secondFactors } = useCases
  const answer = toSessionAnswer(app)
  for (const shape of [
    User,
    Session,
    schema.PasskeyShape,
    schema.FactorsShape,
    schema.AuthenticatorSeed,
    schema.RecoveryCodes,
    schema.AppCode,
    schema.SecondStep,
  ]) {
    app.addSchema(shape)
  }

  app.get('/auth/factors', { schema: schema.listFactors }, async ({ actor }) =>
    toFactorsBody(await secondFactors.list(actor)),
  )

  app.post('/auth/totp', { schema: schema.beginAuthenticator }, ({ actor }) =>
    secondFactors.begin(actor),
  )

  app.post(
    '/auth/totp/confirm',
    { schema: schema.confirmAuthenticator, config: { bucket: 'auth' } },
    async (request) => {
      const { actor, body } = request
      return {
        recovery_codes: await secondFactors.confirm(actor, body.code, toDevice(request)),
      }
    },
  )

  app.delete('/auth/totp', { schema: schema.removeAuthenticator }, async (request, reply) => {
    await secondFactors.remove(request.actor, toDevice(request))
    return reply.code(204).send(null)
  })

  app.post('/auth/recovery-codes', { schema: schema.replaceRecoveryCodes }, async ({ actor }) => ({
    recovery_codes: await secondFactors.replaceRecoveryCodes(actor),
  }))

  app.post(
    '/auth/second-factor',
    { schema: schema.finishSignIn, config: anyone },
    async (request, reply) => {
      const { ticket, code, recovery_code: recoveryCode, remember } = request.body
      const step = { ticket, remember, ...toCodeProof(code, recoveryCode) }
      return answer(reply, await secondFactors.finish(step, toDevice(request)))
    },
  )
}

function toCodeProof(code: string | undefined, recoveryCode: string | undefined) {
  if (code !== undefined && recoveryCode === undefined) return { code }
  if (recoveryCode !== undefined && code === undefined) return { recoveryCode }
  throw new DomainError('invalid', 'Give one of code and recovery_code.', { field: 'code' })
}
