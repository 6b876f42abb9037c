import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError, type RateCounter } from '@phrm/core'
import type { RateLimit, RateLimits } from '../settings.ts'

/**
 * Counts before bodies are read and before the database is asked. An account is one client wherever it comes from;
 * without one it is the address, for IPv6 the network of the household.
 */
export async function limitRates(
  app: FastifyInstance,
  { counter, limits }: { counter: RateCounter; limits: RateLimits },
): Promise<void> {
  const limitOf = (request: FastifyRequest): RateLimit => limits[toBucket(request)]

  await app.register(rateLimit, {
    hook: 'onRequest',
    store: toStore(counter),
    skipOnError: true,
    keyGenerator: (request) => `rate:${toBucket(request)}:${toClient(request)}`,
    max: (request) => limitOf(request).max,
    timeWindow: (request) => limitOf(request).windowMs,
    errorResponseBuilder: (_request, { ttl }) => {
      const retryAfter = Math.ceil(ttl / 1000)
      const message = `That were too many requests. Please wait ${retryAfter} seconds.`
      return new DomainError('too-many-requests', message, { retryAfter })
    },
  })
}

function toBucket({ routeOptions, claims, headers }: FastifyRequest): keyof RateLimits {
  const { bucket } = routeOptions.config ?? {}
  return bucket ?? (claims && headers['x-requested-with'] === 'phrm' ? 'browser' : 'general')
}

function toClient({ countedAccount, ip }: FastifyRequest): string {
  return countedAccount === undefined ? normalizeIP(ip, 64) : `account-${countedAccount}`
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
