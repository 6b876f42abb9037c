import type { UseCases } from '@phrm/core'
import { buildApp } from './app.ts'

/** The OpenAPI document, made from the routes without a database: registering them calls no use case. */
export async function describeApi(): Promise<object> {
  const app = await buildApp({
    useCases: useCasesThatAreNeverCalled(),
    signingSecret: 'no token is ever signed with this',
    rateCounter: { hit: async () => ({ count: 0, remainingMs: 0 }) },
    settings: {
      maxUploadBytes: 16 * 1024 * 1024,
      rateLimits: { general: never, browser: never, auth: never, ai: never, upload: never },
      allowedHosts: [],
      secureTransport: false,
      trustedProxies: [],
      logger: false,
      startedAt: new Date(0),
    },
  })
  await app.ready()
  const description = app.swagger()
  await app.close()
  return description
}

const never = { max: 1, windowMs: 1 }

function useCasesThatAreNeverCalled(): UseCases {
  return new Proxy({} as UseCases, { get: () => ({}) })
}
