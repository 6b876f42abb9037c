import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'

export interface Refusal {
  /** `foreign-page`: sent by a page that is not ours, with the cookie of somebody who was there. */
  kind: 'not-allowed' | 'foreign-page'
  accountId?: number | undefined
  /** Method and pattern, without ids. */
  route: string
  device: Device
}

/** That somebody asked for what they may not do. What they do not see is answered as missing, and is no such case. */
export function noteRefusal({ store }: Pick<Ports, 'store'>) {
  return ({ kind, accountId, route, device }: Refusal): Promise<void> =>
    store.securityEvents.write({
      type: kind === 'foreign-page' ? 'malicious_csrf' : 'authz_fail',
      accountId,
      ip: device.ip,
      userAgent: device.userAgent,
      details: { route },
    })
}
