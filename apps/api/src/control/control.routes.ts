import { timingSafeEqual } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DomainError, type UseCases } from '@phrm/core'
import { closed, line } from '../http/json-schema.ts'
import { takeJson } from '../http/request-body.ts'
import { refuseBrokenText } from '../http/text-check.ts'

const Administrator = closed({
  username: line(50),
  email: Type.String({ format: 'email', maxLength: 254 }),
  password: Type.String({ maxLength: 512 }),
  firstName: line(100),
  lastName: line(100),
})

const ResetLink = closed({ email: Type.String({ minLength: 1, maxLength: 254 }) })

/**
 * For `phrm` commands while the server owns the data folder. The token lies in that folder, where only its owner
 * reads; nothing that came through a proxy or from another machine is listened to.
 */
export const controlRoutes: FastifyPluginAsyncTypebox<{
  useCases: Pick<UseCases, 'accounts'>
  controlToken: string
}> = async (app, { useCases, controlToken }) => {
  takeJson(app)
  app.addHook('onRequest', async (request) => {
    if (!isOwner(request, controlToken)) throw new DomainError('unauthenticated', 'Not for you.')
  })
  app.addHook('preHandler', refuseBrokenText)

  app.post('/administrators', { schema: { body: Administrator } }, async ({ body }, reply) => {
    await useCases.accounts.addAdministrator(body)
    return reply.code(204).send()
  })

  app.post('/reset-links', { schema: { body: ResetLink } }, async ({ body }) => ({
    link: (await useCases.accounts.makeResetLinkFor(body.email)).link,
  }))
}

function isOwner({ raw, headers }: FastifyRequest, token: string): boolean {
  const fromHere = /^(::ffff:)?127\.|^::1$/.test(raw.socket.remoteAddress ?? '')
  const forwarded = headers['x-forwarded-for'] ?? headers['forwarded']
  const given = Buffer.from(headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return (
    fromHere &&
    forwarded === undefined &&
    given.length === expected.length &&
    timingSafeEqual(given, expected)
  )
}
