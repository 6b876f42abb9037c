import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import type { FamilyMember } from '@phrm/core'
import type { FeatureOptions } from '../http/feature.ts'
import { expectedVersion, setVersion } from '../http/versions.ts'
import * as schema from './family.schema.ts'
import { toMemberBody, toMemberInput, type MemberBody } from './family.schema.ts'

export const familyRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { familyMembers } = useCases
  app.addSchema(schema.Member).addSchema(schema.MemberInput).addSchema(schema.Members)

  app.get(
    '/family',
    { schema: schema.listMembers, config: { scope: 'records:read' } },
    async ({ actor }) => ({
      family_members: (await familyMembers.list(actor)).map(toMemberBody),
    }),
  )

  app.post(
    '/family',
    { schema: schema.addMember, config: { scope: 'records:write', idempotent: true } },
    async ({ actor, body }, reply) => {
      const member = await familyMembers.add(actor, toMemberInput(body))
      return reply.code(201).send(answer(reply, member))
    },
  )

  app.get(
    '/family/:id',
    { schema: schema.getMember, config: { scope: 'records:read' } },
    async ({ actor, params }, reply) => answer(reply, await familyMembers.get(actor, params.id)),
  )

  app.put(
    '/family/:id',
    { schema: schema.updateMember, config: { scope: 'records:write' } },
    async (request, reply) => {
      const { actor, params, body } = request
      const version = expectedVersion(request)
      return answer(
        reply,
        await familyMembers.update(actor, params.id, toMemberInput(body), version),
      )
    },
  )

  app.delete(
    '/family/:id',
    { schema: schema.removeMember, config: { scope: 'records:write' } },
    async (request, reply) => {
      await familyMembers.remove(request.actor, request.params.id, expectedVersion(request))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/family/:id/restore',
    { schema: schema.restoreMember, config: { scope: 'records:write' } },
    async ({ actor, params }, reply) =>
      answer(reply, await familyMembers.restore(actor, params.id)),
  )
}

function answer(reply: FastifyReply, member: FamilyMember): MemberBody {
  setVersion(reply, member)
  return toMemberBody(member)
}
