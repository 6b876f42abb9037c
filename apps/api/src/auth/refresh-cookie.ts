import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '@phrm/core'

const name = '__Secure-phrm_refresh'

/** Sent to the two routes that need it and nowhere else. Browsers take `Secure` on http://localhost too. */
const attributes = {
  path: '/api/v1/auth',
  httpOnly: true,
  secure: true,
  sameSite: 'strict',
} as const

/** Without `remember` it goes when the browser closes. */
export function setRefreshCookie(
  reply: FastifyReply,
  { refreshToken, refreshExpiresAt, remember }: SignedIn,
): void {
  reply.setCookie(name, refreshToken, {
    ...attributes,
    ...(remember && { expires: refreshExpiresAt }),
  })
}

export function readRefreshCookie(request: FastifyRequest): string | undefined {
  return request.cookies[name] || undefined
}

export function clearRefreshCookie(reply: FastifyReply): void {
  reply.clearCookie(name, attributes)
}
