import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import { getUser, toUserBody, updateUser, User, UserChange } from './user.schema.ts'

export const userRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (app, { useCases }) => {
  const { accounts } = useCases
  app.addSchema(User).addSchema(UserChange)

  app.get(
    '/user',
    { schema: getUser, config: { scope: 'profile:read', whileLeaving: true } },
    async ({ actor }) => toUserBody(await accounts.profile(actor)),
  )

  app.put('/user', { schema: updateUser }, async ({ actor, body }) =>
    toUserBody(
      await accounts.updateProfile(actor, {
        ...(body.username !== undefined && { username: body.username }),
        ...(body.first_name !== undefined && { firstName: body.first_name }),
        ...(body.last_name !== undefined && { lastName: body.last_name }),
        ...(body.date_of_birth !== undefined && { dateOfBirth: body.date_of_birth }),
        ...(body.language !== undefined && { language: body.language }),
        ...(body.time_zone !== undefined && { timeZone: body.time_zone }),
      }),
    ),
  )
}
