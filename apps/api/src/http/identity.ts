import jwt from '@fastify/jwt'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError, type Claims, type Sessions } from '@phrm/core'

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

  app.addHook('onRequest', async (request) => {
    request.claims = readClaims(app, request)
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

function readClaims(app: FastifyInstance, { headers }: FastifyRequest): Claims | undefined {
  const token = /^Bearer ([\w.-]{1,2000})$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined) return undefined
  try {
    const { sub, sid } = app.jwt.verify<{ sub: unknown; sid: unknown }>(token)
    return typeof sid === 'string' && typeof sub === 'string' && /^[1-9][0-9]{0,9}$/.test(sub)
      ? { accountId: Number(sub), sessionId: sid }
      : undefined
  } catch {
    // Forged, expired, of another kind: all the same to whoever sent it.
    return undefined
  }
}
