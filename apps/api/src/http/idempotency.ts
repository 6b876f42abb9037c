import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Once, UseCases } from '@phrm/core'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while a request with an Idempotency-Key is worked on. */
    once: Once | undefined
  }

  interface FastifyContextConfig {
    /** Takes an Idempotency-Key: the same request sent twice acts once. */
    idempotent?: boolean
  }
}

export const idempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[!-~]+$',
      description:
        'Random. The same request with the same key within a day is done once and answered again, with `Idempotency-Replayed: true`.',
      examples: ['8e03978e-40d5-43dd-bc93-6894a57f9324'],
    }),
  ),
})

/** For routes that say so, before they run; and for every request that began as one: keeps what it is answered. */
export function actOnce(app: FastifyInstance, idempotency: UseCases['idempotency']): void {
  app.decorateRequest('once', undefined)

  app.addHook('preHandler', async (request, reply) => {
    if (!request.routeOptions.config.idempotent) return
    const answer = await beginOnce(request, request.body, idempotency)
    if (answer !== undefined) return replay(reply, answer)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const { actor, once } = request
    if (!once) return
    request.once = undefined
    try {
      const done = reply.statusCode < 300 && typeof payload === 'string'
      await (done
        ? idempotency.keepAnswer(actor, once, toKept(reply, payload))
        : idempotency.release(actor, once))
    } catch (error) {
      // What was done is done; a repetition is refused then, and never acts again.
      request.log.error({ err: error }, 'answer not kept')
    }
  })
}

/**
 * From here on the request may act, or is answered with what it returns: the answer of the first time. For a route that reads its
 * body itself: `content` is what tells it from another one.
 */
export async function beginOnce(
  request: FastifyRequest,
  content: unknown,
  idempotency: UseCases['idempotency'],
): Promise<string | undefined> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return undefined
  const requestHash = createHash('sha256')
    .update(JSON.stringify([request.method, request.url, content]))
    .digest('hex')
  const begun = await idempotency.begin(request.actor, { key, requestHash })
  if ('answer' in begun) return begun.answer
  request.once = begun.once
  request.actor = { ...request.actor, once: begun.once }
  return undefined
}

interface Kept {
  status: number
  etag?: string
  body: string
}

function toKept(reply: FastifyReply, body: string): string {
  const etag = reply.getHeader('etag')
  const kept: Kept = { status: reply.statusCode, body, ...(typeof etag === 'string' && { etag }) }
  return JSON.stringify(kept)
}

export function replay(reply: FastifyReply, answer: string): FastifyReply {
  const { status, etag, body } = JSON.parse(answer) as Kept
  if (etag !== undefined) reply.header('etag', etag)
  return reply
    .code(status)
    .header('idempotency-replayed', 'true')
    .type('application/json; charset=utf-8')
    .serializer((text: string) => text)
    .send(body)
}
