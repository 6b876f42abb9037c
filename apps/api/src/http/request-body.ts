import type { FastifyInstance } from 'fastify'
import { DomainError } from '@phrm/core'

/**
 * JSON and nothing else; many clients announce JSON and send none, which is no body. `patience` is the milliseconds
 * that a body may take to arrive: less than a route takes to answer, or that would be blamed.
 */
export function takeJson(app: FastifyInstance, { patience = 10_000 } = {}): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (request, body: string, done) =>
      body === '' ? done(null, undefined) : parse(request, body, done),
  )

  app.addHook('preParsing', async ({ headers }, reply, payload) => {
    if (!/^application\/json/i.test(headers['content-type'] ?? '')) return payload
    const timer = setTimeout(() => {
      // What is still to come is not read, so the connection is of no more use.
      reply.header('connection', 'close')
      payload.emit('error', new SlowBodyError())
    }, patience)
    const stop = (): void => clearTimeout(timer)
    payload.once('end', stop).once('close', stop).once('error', stop)
    return payload
  })

  app.addHook('preValidation', async ({ body, routeOptions, is404 }) => {
    if (is404 || routeOptions.schema?.body || !isFilled(body)) return
    throw new DomainError('invalid', 'This request takes no body.')
  })
}

function isFilled(body: unknown): boolean {
  if (body === undefined || body === null) return false
  return typeof body !== 'object' || Object.keys(body).length > 0
}

class SlowBodyError extends Error {
  override name = 'SlowBodyError'
  readonly statusCode = 408
}
