import type { FastifyInstance } from 'fastify'

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As in the description: `/api/v1/records/{id}`. */
  path: string
  operationId: string
}

/** Every route of the API, from its own description; a route without a place in it cannot be registered. */
export async function listRoutes(app: FastifyInstance): Promise<Route[]> {
  const response = await app.inject('/api/openapi.json')
  const { paths } = response.json<{
    paths: Record<string, Record<string, { operationId: string }>>
  }>()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      method: method.toUpperCase() as Route['method'],
      path,
      operationId,
    })),
  )
}
