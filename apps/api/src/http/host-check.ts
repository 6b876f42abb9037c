import type { FastifyRequest } from 'fastify'
import type { ApiSettings } from '../settings.ts'
import { HttpError } from './errors.ts'

const ownNames = ['localhost', '127.0.0.1', '[::1]']

/**
 * Answers only to its own names, so that a foreign page whose name suddenly points at this machine reads nothing.
 * Two Host headers, where a proxy and Node might each believe another one, are refused.
 */
export function checkHost({ publicOrigin, allowedHosts }: ApiSettings) {
  const names = new Set([...ownNames, ...allowedHosts.map((name) => name.toLowerCase())])
  if (publicOrigin !== undefined) names.add(new URL(publicOrigin).hostname)

  return async ({ raw, headers }: FastifyRequest): Promise<void> => {
    const count = raw.rawHeaders.filter((text, i) => i % 2 === 0 && /^host$/i.test(text)).length
    if (count > 1) throw new HttpError(400, 'invalid', 'One Host header, please.')
    if (!names.has(toName(headers.host))) {
      throw new HttpError(421, 'misdirected', 'This server does not answer to that name.')
    }
  }
}

function toName(host = ''): string {
  return host.toLowerCase().replace(/:[0-9]*$/, '')
}
