import type { FastifyRequest } from 'fastify'
import { DomainError } from '@phrm/core'
import type { ApiSettings } from '../settings.ts'

/**
 * A cookie travels with requests that other pages cause, so the routes that read one ask for proof that a page of
 * ours sent the request: the browser's own word (`Sec-Fetch-Site`, else `Origin`) and a header that a foreign page
 * cannot set without being asked first.
 */
export function requireOwnPage({ publicOrigin }: Pick<ApiSettings, 'publicOrigin'>) {
  return async ({ headers, protocol, host }: FastifyRequest): Promise<void> => {
    const site = headers['sec-fetch-site']
    const own =
      site === undefined
        ? headers.origin !== undefined &&
          headers.origin === (publicOrigin ?? `${protocol}://${host}`)
        : site === 'same-origin'
    if (!own || headers['x-requested-with'] !== 'phrm') {
      throw new DomainError('forbidden', 'This request did not come from a page of PHRM.')
    }
  }
}
