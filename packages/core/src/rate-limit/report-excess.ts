import type { Ports } from '../ports.ts'

export interface Excess {
  accountId?: number | undefined
  /** Which limit it was. */
  bucket: string
  ip: string
  userAgent?: string | undefined
}

/** Writes down that a client was over a limit; the caller does so once a window. */
export function reportExcess({ store }: Pick<Ports, 'store'>) {
  return ({ bucket, ...who }: Excess): Promise<void> =>
    store.securityEvents.write({ type: 'excess_rate_limit_exceeded', ...who, details: { bucket } })
}
