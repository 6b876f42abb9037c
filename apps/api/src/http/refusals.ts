import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal, UseCases } from '@phrm/core'
import { toCaller } from './caller.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Of the problem that is answered. */
    problemCode: string | undefined
  }
}

/** Who asked for what is not allowed is written down before the answer leaves; the answer stays the same if that fails. */
export function noteRefusals(app: FastifyInstance, useCases: Pick<UseCases, 'audit'>): void {
  app.addHook('onSend', async (request, reply) => {
    const refusal = toRefusal(request, reply)
    if (refusal)
      await useCases.audit
        .refused(refusal)
        .catch((error: unknown) => request.log.error({ err: error }, 'refusal not written down'))
  })
}

function toRefusal(request: FastifyRequest, { problemCode }: FastifyReply): Refusal | undefined {
  // To be asked for the password once more is no refusal.
  if (problemCode !== 'forbidden' && problemCode !== 'insufficient-scope') return undefined
  const { method, routeOptions } = request
  return {
    kind: routeOptions.config.access === 'refresh-cookie' ? 'foreign-page' : 'not-allowed',
    accountId: request.actor?.accountId ?? request.countedAccount,
    route: `${method} ${routeOptions.url ?? 'unknown'}`,
    device: toCaller(request),
  }
}
