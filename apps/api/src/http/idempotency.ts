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

/** For routes that say so. Runs when body and caller are known. */
export function actOnce(app: FastifyInstance, idempotency: UseCases['idempotency']): void {
  app.decorateRequest('once', undefined)

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (typeof key !== 'string' || !request.routeOptions.config.idempotent) return
    const begun = await idempotency.begin(request.actor, { key, requestHash: hash(request) })
    if ('answer' in begun) return replay(reply, begun.answer)
    request.once = begun.once
    request.actor = { ...request.actor, once: begun.once }
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

function hash({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([method, url, body]))
    .digest('hex')
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

function replay(reply: FastifyReply, answer: string): FastifyReply {
  const { status, etag, body } = JSON.parse(answer) as Kept
  if (etag !== undefined) reply.header('etag', etag)
  return reply
    .code(status)
    .header('idempotency-replayed', 'true')
    .type('application/json; charset=utf-8')
    .serializer((text: string) => text)
    .send(body)
}
