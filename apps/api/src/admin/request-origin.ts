import type { FastifyRequest } from 'fastify'
import type { Device } from '@phrm/core'

/** From where an administrator acts, for the security log. */
export function toOrigin({ ip, headers }: FastifyRequest): Pick<Device, 'ip' | 'userAgent'> {
  return { ip, userAgent: headers['user-agent']?.slice(0, 300) }
}
