import { Type, type Static } from 'typebox'
import { answer, named, oneOf } from '../http/json-schema.ts'
import { problems } from '../http/problem.schema.ts'

export const Health = answer(
  'Health',
  'How PHRM is doing.',
  {
    status: oneOf(['healthy', 'unhealthy']),
    database: oneOf(['connected', 'disconnected']),
    uptime: Type.Number({ description: 'Seconds.' }),
  },
  { status: 'healthy', database: 'connected', uptime: 3600.5 },
)

export type HealthBody = Static<typeof Health>

export const checkHealth = (operationId: string) => ({
  operationId,
  summary: 'Whether PHRM works',
  tags: ['health'],
  response: { ...problems(), 200: named(Health), 503: named(Health) },
})
