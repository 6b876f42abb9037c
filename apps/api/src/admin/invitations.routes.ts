import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import * as schema from './invitations.schema.ts'
import { toInvitationBody } from './invitations.schema.ts'
import { toOrigin } from './request-origin.ts'

export const invitationsRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { administration } = useCases
  for (const shape of [
    schema.RegistrationChoice,
    schema.Invitation,
    schema.Invitations,
    schema.InvitationInput,
    schema.MadeInvitation,
  ]) {
    app.addSchema(shape)
  }

  app.get('/admin/registration', { schema: schema.getMode }, async ({ actor }) => ({
    mode: await administration.registrationMode(actor),
  }))

  app.put('/admin/registration', { schema: schema.setMode }, async (request) => {
    const { mode } = request.body
    await administration.setRegistrationMode(request.actor, mode, toOrigin(request))
    return { mode }
  })

  app.get('/admin/invitations', { schema: schema.list }, async ({ actor }) => ({
    invitations: (await administration.invitations(actor)).map(toInvitationBody),
  }))

  app.post('/admin/invitations', { schema: schema.add }, async (request, reply) => {
    const { email, valid_days: validDays = 7 } = request.body
    const made = await administration.invite(request.actor, { email, validDays }, toOrigin(request))
    return reply.code(201).send({ ...made, invitation: toInvitationBody(made.invitation) })
  })

  app.delete('/admin/invitations/:id', { schema: schema.revoke }, async (request, reply) => {
    await administration.revokeInvitation(request.actor, request.params.id, toOrigin(request))
    return reply.code(204).send(null)
  })
}
