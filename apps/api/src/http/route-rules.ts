import type { FastifyInstance } from 'fastify'
import { closed } from './json-schema.ts'

/** Milliseconds in which a route answers unless it says that it needs longer. */
const patience = 15_000

/**
 * Rules for every route of the API: no query parameter that its schema does not name, a schema for what it answers
 * and a name in the description, an end to waiting. A route that breaks one keeps PHRM from starting.
 */
export function closeSchemas(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (!route.schema?.response || !('operationId' in route.schema)) {
      throw new Error(`${route.url} has no name, or does not say what it answers.`)
    }
    route.schema.querystring ??= closed({})
    route.handlerTimeout ??= patience
  })
}
