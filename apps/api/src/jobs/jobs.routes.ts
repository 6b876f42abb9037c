import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Job as CoreJob } from '@phrm/core'
import { hangUpSignal, type ServerEvent } from '../http/event-stream.ts'
import type { FeatureOptions } from '../http/feature.ts'
import { cancelJob, getJob, Job, toJobBody, watchJob } from './jobs.schema.ts'

/** Milliseconds; who still watches then connects again. */
const longestWatch = 60 * 60_000

export const jobsRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (app, { useCases }) => {
  const { jobs } = useCases
  app.addSchema(Job)

  app.get(
    '/jobs/:id',
    { schema: getJob, config: { whileLeaving: true } },
    async ({ actor, params }) => toJobBody(await jobs.get(actor, params.id)),
  )

  app.get(
    '/jobs/:id/events',
    { schema: watchJob, config: { whileLeaving: true }, handlerTimeout: longestWatch },
    async ({ actor, params }, reply) =>
      reply.sendEvents(toEvents(jobs.watch(actor, params.id, hangUpSignal(reply)))),
  )

  app.post('/jobs/:id/cancel', { schema: cancelJob }, async ({ actor, params }, reply) =>
    reply.code(202).send(toJobBody(await jobs.cancel(actor, params.id))),
  )
}

async function* toEvents(states: AsyncIterable<CoreJob>): AsyncGenerator<ServerEvent> {
  let last: CoreJob | undefined
  let count = 0
  for await (const job of states) {
    last = job
    yield { event: 'progress', id: String(++count), data: toJobBody(job) }
  }
  if (last) yield { event: 'end', id: String(++count), data: toJobBody(last) }
}
