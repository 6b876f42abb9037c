import { Type, type Static } from 'typebox'
import { named, oneOf } from '../http/json-schema.ts'
import { problems } from '../http/problem.schema.ts'

export const Health = Type.Object(
  {
    status: oneOf(['healthy', 'unhealthy']),
    database: oneOf(['connected', 'disconnected']),
    uptime: Type.Number({ description: 'Seconds.' }),
  },
  { $id: 'Health', examples: [{ status: 'healthy', database: 'connected', uptime: 3600.5 }] },
)

export type HealthBody = Static<typeof Health>

export const checkHealth = (operationId: string) => ({
  operationId,
  summary: 'Whether PHRM works',
  tags: ['health'],
  response: { ...problems(), 200: named(Health), 503: named(Health) },
})
