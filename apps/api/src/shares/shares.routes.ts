import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import * as schema from './shares.schema.ts'
import { toShareBody, toTerms } from './shares.schema.ts'

/** Anybody can be written to by it: not more often than passwords are tried. */
const sendsMail = { bucket: 'auth' } as const

/** None of them has a scope: whom a person is shared with is decided by people who signed in. */
export const sharesRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { sharing } = useCases
  for (const shape of [
    schema.ShareShape,
    schema.Shares,
    schema.ShareInput,
    schema.ShareTerms,
    schema.HandoverInput,
    schema.ShareAnswer,
    schema.AcceptedShare,
  ]) {
    app.addSchema(shape)
  }

  app.get('/shares', { schema: schema.listShares }, async ({ actor }) => {
    const { given, offered, received, emailUnconfirmed } = await sharing.list(actor)
    return {
      given: given.map(toShareBody),
      offered: offered.map(toShareBody),
      received: received.map(toShareBody),
      email_unconfirmed: emailUnconfirmed,
    }
  })

  app.post(
    '/family/:id/shares',
    { schema: schema.offerShare, config: sendsMail },
    async (request, reply) => {
      const { actor, params, body } = request
      const offer = { familyMemberId: params.id, email: body.email, ...toTerms(body) }
      return reply.code(201).send(toShareBody(await sharing.offer(actor, offer)))
    },
  )

  app.post(
    '/family/:id/handover',
    { schema: schema.handOver, config: sendsMail },
    async (request, reply) => {
      const { actor, params, body } = request
      const offer = { familyMemberId: params.id, email: body.email }
      return reply.code(201).send(toShareBody(await sharing.handOver(actor, offer)))
    },
  )

  app.post('/shares/:id/accept', { schema: schema.acceptShare }, async (request) => {
    const { actor, params, body } = request
    const keepAccess = body.keep_access ?? false
    return { family_member_id: await sharing.accept(actor, params.id, { keepAccess }) }
  })

  app.post('/shares/:id/decline', { schema: schema.declineShare }, async (request, reply) => {
    await sharing.decline(request.actor, request.params.id)
    return reply.code(204).send(null)
  })

  app.put('/shares/:id', { schema: schema.changeShare }, async ({ actor, params, body }) =>
    toShareBody(await sharing.change(actor, params.id, toTerms(body))),
  )

  app.delete('/shares/:id', { schema: schema.endShare }, async (request, reply) => {
    await sharing.end(request.actor, request.params.id)
    return reply.code(204).send(null)
  })
}
