import { LogController, type FastifyInstance, type FastifyRequest } from 'fastify'
import type { ApiSettings } from '../settings.ts'

/**
 * One line an answer. Lines name routes, not addresses, and errors by type and place, not by message: messages of
 * databases and parsers quote what people wrote.
 */
export function logging(logger: ApiSettings['logger']) {
  return {
    logController: new LogController({ disableRequestLogging: true }),
    logger: logger && { ...logger, serializers: { req: toRequestLine, err: toErrorLine } },
  }
}

export function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { statusCode, elapsedTime } = reply
    request.log.info({ req: request, status: statusCode, ms: Math.round(elapsedTime) }, 'answered')
  })
}

function toRequestLine({ method, routeOptions, ip }: FastifyRequest) {
  return { method, route: routeOptions.url ?? 'unknown', ip }
}

function toErrorLine(error: Error & { code?: unknown }) {
  const { name, code, stack = '' } = error
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '))
  return {
    type: name,
    message: '',
    code: typeof code === 'string' ? code : '',
    stack: frames.join('\n'),
  }
}
