import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, type RateCounter, type UseCases } from '@phrm/core'
import type { RateLimit, RateLimits } from '../settings.ts'
import { toCaller } from './caller.ts'

/**
 * Counts before bodies are read and before the database is asked. An account is one client wherever it comes from;
 * without one it is the address, for IPv6 the network of the household. What is over the limit is written down once a
 * window and client.
 */
export async function limitRates(
  app: FastifyInstance,
  { counter, limits, excess }: LimitOptions,
): Promise<void> {
  const limitOf = (request: FastifyRequest): RateLimit => limits[toBucket(request)]

  await app.register(rateLimit, {
    hook: 'onRequest',
    store: toStore(counter),
    skipOnError: true,
    keyGenerator: toKey,
    max: (request) => limitOf(request).max,
    timeWindow: (request) => limitOf(request).windowMs,
    errorResponseBuilder: (request, { ttl }) => {
      void report(request, ttl)
      const retryAfter = Math.ceil(ttl / 1000)
      const message = `That were too many requests. Please wait ${retryAfter} seconds.`
      return new DomainError('too-many-requests', message, { retryAfter })
    },
  })
  app.addHook('onSend', async (request, reply) => setDraftHeaders(request, reply, limits))

  /** Nobody waits for it, and the refusal stands whether or not it can be written. */
  async function report(request: FastifyRequest, windowMs: number): Promise<void> {
    try {
      const { count } = await counter.hit(`excess:${toKey(request)}`, windowMs)
      if (count > 1) return
      const { countedAccount: accountId } = request
      await excess.report({ accountId, bucket: toBucket(request), ...toCaller(request) })
    } catch (error) {
      request.log.error({ err: error }, 'excess not written down')
    }
  }
}

interface LimitOptions {
  counter: RateCounter
  limits: RateLimits
  excess: Pick<UseCases['limits'], 'report'>
}

function toKey(request: FastifyRequest): string {
  return `rate:${toBucket(request)}:${toClient(request)}`
}

function toBucket({ routeOptions, claims, headers }: FastifyRequest): keyof RateLimits {
  const { bucket } = routeOptions.config ?? {}
  return bucket ?? (claims && headers['x-requested-with'] === 'phrm' ? 'browser' : 'general')
}

function toClient({ countedAccount, ip }: FastifyRequest): string {
  return countedAccount === undefined ? normalizeIP(ip, 64) : `account-${countedAccount}`
}

/** The same once more as the IETF's draft (draft-ietf-httpapi-ratelimit-headers) names it. */
function setDraftHeaders(request: FastifyRequest, reply: FastifyReply, limits: RateLimits): void {
  const [limit, left, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    reply.getHeader(`x-ratelimit-${name}`),
  )
  if (limit === undefined) return
  const bucket = toBucket(request)
  const seconds = Math.ceil(limits[bucket].windowMs / 1000)
  reply.header('ratelimit-policy', `"${bucket}";q=${String(limit)};w=${seconds}`)
  reply.header('ratelimit', `"${bucket}";r=${String(left)};t=${String(reset)}`)
}

/** The plugin wants a class that takes callbacks. */
function toStore(counter: RateCounter) {
  type Done = (error: Error | null, result?: { current: number; ttl: number }) => void

  return class CounterStore {
    async incr(key: string, done: Done, windowMs: number): Promise<void> {
      try {
        const { count, remainingMs } = await counter.hit(key, windowMs)
        done(null, { current: count, ttl: remainingMs })
      } catch (error) {
        done(error as Error)
      }
    }

    child(): this {
      return this
    }
  }
}
