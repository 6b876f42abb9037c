import type { FastifyInstance, RouteOptions } from 'fastify'
import { closed } from './json-schema.ts'
import { problems, type ProblemStatus } from './problem.schema.ts'

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
    route.schema.response = { ...problems(...refusals(route)), ...route.schema.response }
  })
}

/** What the house itself may answer before a route is asked. */
function refusals({ method, url, config = {} }: RouteOptions): ProblemStatus[] {
  return [
    ...(url.includes(':') ? ([414] as const) : []),
    ...(method === 'GET' ? [] : ([408, 413, 415] as const)),
    ...(config.idempotent ? ([409, 422] as const) : []),
  ]
}
