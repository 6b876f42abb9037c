import type { FastifyRequest } from 'fastify'

/** From where a request comes, for the log of security events. */
export function toCaller({ ip, headers }: FastifyRequest): { ip: string; userAgent?: string } {
  const userAgent = headers['user-agent']?.slice(0, 300)
  return { ip, ...(userAgent !== undefined && { userAgent }) }
}
