import jwt from '@fastify/jwt'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError, isTokenText, type Actor, type Claims, type UseCases } from '@phrm/core'
import { knownTokens, type ReadToken } from './known-tokens.ts'
import { rememberHolders } from './token-holders.ts'

export const accessTokenSeconds = 600

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: { sub: string; sid: string }
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What a valid access token says, before its session has been looked up. */
    claims: Claims | undefined
    /** A token for programs that was sent, before it has been looked up. */
    apiToken: string | undefined
    /** Account that is counted for this request; without one its address is. */
    countedAccount: number | undefined
  }
}

/**
 * Who asks, in two steps: the token's signature first, so that rate limits know whom they count, and after those the
 * session or the token for programs behind it. Only the Authorization header is looked at; a cookie signs nobody in.
 */
export async function identify(
  app: FastifyInstance,
  { secret, useCases }: { secret: string; useCases: Pick<UseCases, 'sessions' | 'apiTokens'> },
): Promise<void> {
  await app.register(jwt, {
    secret,
    sign: { algorithm: 'HS256', iss: issuer, aud: audience, expiresIn: `${accessTokenSeconds}s` },
    verify: {
      algorithms: ['HS256'],
      allowedIss: issuer,
      allowedAud: audience,
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub', 'sid'],
      maxAge: `${accessTokenSeconds}s`,
      cache: false,
    },
  })
  app.decorateRequest('claims', undefined)
  app.decorateRequest('apiToken', undefined)
  app.decorateRequest('countedAccount', undefined)
  app.decorateRequest('actor')

  const claimsOf = knownTokens((token) => readToken(app, token))
  const holders = rememberHolders()
  app.addHook('onRequest', async (request) => {
    const token = readBearer(request)
    if (token === undefined) return
    if (isTokenText(token)) {
      request.apiToken = token
      request.countedAccount = holders.find(token)
    } else {
      request.claims = claimsOf(token)
      request.countedAccount = request.claims?.accountId
    }
  })

  app.addHook('preParsing', async (request) => {
    const { access = 'account' } = request.routeOptions.config
    if (request.is404) return
    if (request.apiToken !== undefined) refuseCookie(request)
    if (access === 'account') request.actor = await findActor(request)
  })

  async function findActor(request: FastifyRequest): Promise<Actor> {
    const { claims, apiToken } = request
    if (claims) return requireStaying(request, await useCases.sessions.authenticate(claims))
    if (apiToken === undefined) throw new DomainError('unauthenticated', 'Please sign in.')
    const actor = await useCases.apiTokens.authenticate(apiToken)
    holders.remember(apiToken, actor.accountId)
    requireScope(request, actor)
    return actor
  }
}

const issuer = 'phrm'
const audience = 'phrm-api'

function readBearer({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([\w.-]{1,2000})$/i.exec(headers.authorization ?? '')?.[1]
}

/** Whose browser sends both cannot be told: a program has no cookie of PHRM, and a page has no token for programs. */
function refuseCookie({ headers }: FastifyRequest): void {
  if (/(?:^|;)\s*__Secure-phrm_/.test(headers.cookie ?? '')) {
    throw new DomainError(
      'invalid',
      'A token for programs and a cookie of PHRM do not go together.',
    )
  }
}

/** Who leaves can come back or take everything along, and nothing else. */
function requireStaying({ routeOptions }: FastifyRequest, actor: Actor): Actor {
  if (!actor.deletionDueAt || routeOptions.config.whileLeaving) return actor
  throw new DomainError('deletion-pending', 'This account is about to end. Keep it, or leave.')
}

function requireScope({ routeOptions }: FastifyRequest, { token }: Actor): void {
  const { scope } = routeOptions.config
  if (token?.scopes.some((given) => given === scope)) return
  const message =
    scope === undefined ? 'No token may do this: sign in.' : `This token lacks the scope ${scope}.`
  throw new DomainError('insufficient-scope', message)
}

function readToken(app: FastifyInstance, token: string): ReadToken<Claims> | undefined {
  try {
    const { sub, sid, iat, exp } = app.jwt.verify<Payload>(token)
    const expiresAt = Math.min(exp, iat + accessTokenSeconds) * 1000
    // The library still takes one in the moment in which it ends; RFC 7519 does not.
    if (expiresAt <= Date.now()) return undefined
    return typeof sid === 'string' && typeof sub === 'string' && /^[1-9][0-9]{0,9}$/.test(sub)
      ? { claims: { accountId: Number(sub), sessionId: sid }, expiresAt }
      : undefined
  } catch {
    // Forged, expired, of another kind: all the same to whoever sent it.
    return undefined
  }
}

interface Payload {
  sub: unknown
  sid: unknown
  /** Seconds since 1970, both of them; a token without is not valid. */
  iat: number
  exp: number
}
