import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Account, Actor, RateCounter, SignedIn, UseCases } from '@phrm/core'
import { DomainError } from '@phrm/core'
import { buildApp, type AppOptions } from '../src/app.ts'
import type { ApiSettings } from '../src/settings.ts'

export const signingSecret = 'only for tests, and long enough for HS256'

const plenty = { max: 1_000_000, windowMs: 60_000 }

export const testSettings: ApiSettings = {
  maxUploadBytes: 64 * 1024,
  rateLimits: { general: plenty, browser: plenty, auth: plenty, ai: plenty, upload: plenty },
  allowedHosts: [],
  secureTransport: false,
  trustedProxies: [],
  logger: false,
  startedAt: new Date(),
}

type Fakes = { [Feature in keyof UseCases]?: Partial<UseCases[Feature]> }

/** Use cases that a test needs, by hand; one that it forgot fails loudly. Signing in as 1 or 2 always works. */
export async function openTestApp(
  fakes: Fakes = {},
  options: Partial<Omit<AppOptions, 'settings' | 'useCases'>> & {
    settings?: Partial<ApiSettings>
  } = {},
): Promise<FastifyInstance> {
  const app = await buildApp({
    signingSecret,
    rateCounter: createCounter(),
    ...options,
    useCases: toUseCases({ ...fakes, sessions: { ...sessions, ...fakes.sessions } }),
    settings: { ...testSettings, ...options.settings },
  })
  await app.ready()
  return app
}

export async function signIn(app: FastifyInstance, accountId = 1): Promise<string> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email: `${accountId}@example.org`, password: 'right' },
  })
  return response.json<{ access_token: string }>().access_token
}

/** Requests as the account. */
export async function asAccount(app: FastifyInstance, accountId = 1) {
  const authorization = `Bearer ${await signIn(app, accountId)}`
  return (options: InjectOptions) =>
    app.inject({ ...options, headers: { authorization, ...options.headers } })
}

export function toAccount(id: number): Account {
  const at = new Date('2024-01-15T09:30:00Z')
  return {
    id,
    username: `account-${id}`,
    email: `${id}@example.org`,
    firstName: 'Anna',
    lastName: 'Meier',
    isAdmin: false,
    selfId: id,
    language: 'en',
    timeZone: 'UTC',
    createdAt: at,
    updatedAt: at,
  }
}

export function toSignedIn(accountId: number, remember = false): SignedIn {
  return {
    account: toAccount(accountId),
    sessionId: `session-of-${accountId}`,
    refreshToken: 'r'.repeat(43),
    refreshExpiresAt: new Date('2030-01-01T00:00:00Z'),
    remember,
  }
}

const sessions: Partial<UseCases['sessions']> = {
  logIn: async ({ email, password, remember = false }) => {
    if (password !== 'right') throw new DomainError('wrong-credentials', 'They do not match.')
    return toSignedIn(Number(email.split('@')[0]), remember)
  },
  authenticate: async ({ accountId, sessionId }): Promise<Actor> => ({
    accountId,
    isAdmin: false,
    sessionId,
  }),
}

function toUseCases(fakes: Fakes): UseCases {
  return new Proxy({} as UseCases, {
    get: (_none, feature: keyof UseCases) =>
      new Proxy(fakes[feature] ?? {}, {
        get: (object: Record<string, unknown>, name: string) =>
          object[name] ?? (() => Promise.reject(new Error(`The test has no ${feature}.${name}.`))),
      }),
  })
}

export function createCounter(): RateCounter & { keys: Map<string, number> } {
  const keys = new Map<string, number>()
  return {
    keys,
    hit: async (key, windowMs) => {
      const count = (keys.get(key) ?? 0) + 1
      keys.set(key, count)
      return { count, remainingMs: windowMs }
    },
  }
}
