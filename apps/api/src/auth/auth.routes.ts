import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DomainError } from '@phrm/core'
import type { FeatureOptions } from '../http/feature.ts'
import { User } from '../user/user.schema.ts'
import { PasskeyAnswer } from '../factors/passkey-response.schema.ts'
import * as schema from './auth.schema.ts'
import { toDevice } from './device-cookie.ts'
import { requireOwnPage } from './own-page.ts'
import { clearRefreshCookie, readRefreshCookie } from './refresh-cookie.ts'
import { toSessionAnswer } from './send-session.ts'

export const authRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases, settings },
) => {
  const { sessions } = useCases
  const fromOwnPage = requireOwnPage(settings)
  const answer = toSessionAnswer(app)
  for (const shape of [
    User,
    schema.Session,
    schema.SecondFactorWanted,
    PasskeyAnswer,
    schema.Proof,
    schema.Credentials,
  ]) {
    app.addSchema(shape)
  }

  app.post(
    '/auth/login',
    { schema: schema.logIn, config: { access: 'anonymous', bucket: 'auth' } },
    async (request, reply) => {
      const result = await sessions.logIn(request.body, toDevice(request))
      if (!('ticket' in result)) return answer(reply, result)
      return reply.code(202).send(schema.toSecondFactorBody(result))
    },
  )

  app.post(
    '/auth/reauthenticate',
    { schema: schema.reauthenticate, config: { bucket: 'auth', whileLeaving: true } },
    async (request, reply) => {
      const proof = schema.toProof(request.body)
      return answer(reply, await sessions.reauthenticate(request.actor, proof, toDevice(request)))
    },
  )

  app.post(
    '/auth/refresh',
    {
      schema: schema.refresh,
      config: { access: 'refresh-cookie', bucket: 'browser' },
      onRequest: fromOwnPage,
    },
    async (request, reply) => {
      const token = readRefreshCookie(request)
      if (token === undefined) throw new DomainError('unauthenticated', 'Please sign in.')
      return answer(reply, await sessions.refresh(token, toDevice(request)))
    },
  )

  app.post(
    '/auth/logout',
    {
      schema: schema.logOut,
      config: { access: 'refresh-cookie', bucket: 'browser' },
      onRequest: fromOwnPage,
    },
    async (request, reply) => {
      await sessions.logOut(readRefreshCookie(request))
      clearRefreshCookie(reply)
      return reply.header('clear-site-data', '"cache", "storage"').code(204).send(null)
    },
  )
}
