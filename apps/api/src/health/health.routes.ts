import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FeatureOptions } from '../http/feature.ts'
import { checkHealth, Health, type HealthBody } from './health.schema.ts'

/** The same under `/health` for probes and under `/api/v1/health`; never limited, never signed in. */
export const healthRoutes: FastifyPluginAsyncTypebox<
  FeatureOptions & { operationId: string }
> = async (app, { useCases, settings, operationId }) => {
  app.addSchema(Health)

  app.get(
    '/health',
    {
      schema: checkHealth(operationId),
      config: { access: 'anonymous', rateLimit: false },
      exposeHeadRoute: true,
    },
    async (_request, reply): Promise<HealthBody> => {
      const { database } = await useCases.health.check()
      return reply.code(database ? 200 : 503).send({
        status: database ? 'healthy' : 'unhealthy',
        database: database ? 'connected' : 'disconnected',
        uptime: (Date.now() - settings.startedAt.getTime()) / 1000,
      })
    },
  )
}
