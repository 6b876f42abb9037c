import jwt from '@fastify/jwt'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError, type Claims, type Sessions } from '@phrm/core'
import { knownTokens, type ReadToken } from './known-tokens.ts'

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
  }
}

/**
 * Who asks, in two steps: the token's signature first, so that rate limits know whom they count, and after those the
 * session behind it. Only the Authorization header is looked at; a cookie signs nobody in.
 */
export async function identify(
  app: FastifyInstance,
  { secret, sessions }: { secret: string; sessions: Pick<Sessions, 'authenticate'> },
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
  app.decorateRequest('actor')

  const claimsOf = knownTokens((token) => readToken(app, token))
  app.addHook('onRequest', async (request) => {
    const token = readBearer(request)
    request.claims = token === undefined ? undefined : claimsOf(token)
  })

  app.addHook('preParsing', async (request) => {
    const { access = 'account' } = request.routeOptions.config
    if (request.is404 || access !== 'account') return
    if (!request.claims) throw new DomainError('unauthenticated', 'Please sign in.')
    request.actor = await sessions.authenticate(request.claims)
  })
}

const issuer = 'phrm'
const audience = 'phrm-api'

function readBearer({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([\w.-]{1,2000})$/i.exec(headers.authorization ?? '')?.[1]
}

function readToken(app: FastifyInstance, token: string): ReadToken<Claims> | undefined {
  try {
    const { sub, sid, iat, exp } = app.jwt.verify<Payload>(token)
    const expiresAt = Math.min(exp, iat + accessTokenSeconds) * 1000
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
