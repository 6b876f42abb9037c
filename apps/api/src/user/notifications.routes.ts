import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { MailSent } from '../auth/registration.schema.ts'
import type { FeatureOptions } from '../http/feature.ts'
import * as schema from './notifications.schema.ts'
import { toNotificationsBody, toPreferences } from './notifications.schema.ts'

export const notificationsRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { notifications } = useCases
  app.addSchema(MailSent).addSchema(schema.Notifications).addSchema(schema.NotificationsInput)

  app.get('/user/notifications', { schema: schema.getNotifications }, async ({ actor }) =>
    toNotificationsBody(await notifications.preferences(actor)),
  )

  app.put('/user/notifications', { schema: schema.setNotifications }, async ({ actor, body }) =>
    toNotificationsBody(await notifications.changePreferences(actor, toPreferences(body))),
  )

  app.post(
    '/user/notifications/test',
    { schema: schema.testNotifications, config: { bucket: 'auth' } },
    async ({ actor }, reply) => {
      await notifications.sendTest(actor)
      return reply.code(202).send({ status: 'check-mail' })
    },
  )
}
