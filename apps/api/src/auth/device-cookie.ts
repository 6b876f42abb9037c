import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Device } from '@phrm/core'

const name = '__Secure-phrm_device'

/** The longest that browsers keep one, in seconds. */
const maxAge = 400 * 24 * 3600

/** Where the request comes from; the cookie signs nobody in, it spares a known browser the waits that strangers cause. */
export function toDevice({ ip, headers, cookies }: FastifyRequest): Device {
  const token = cookies[name]
  return {
    ip,
    userAgent: headers['user-agent']?.slice(0, 300),
    ...(token !== undefined && /^[\w-]{43}$/.test(token) && { deviceToken: token }),
  }
}

export function setDeviceCookie(reply: FastifyReply, token: string): void {
  reply.setCookie(name, token, {
    path: '/api/v1/auth',
    httpOnly: true,
    secure: true,
    sameSite: 'strict',
    maxAge,
  })
}
