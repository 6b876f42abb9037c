import type { Ports } from '../ports.ts'

/** By what a device keeps an account apart from others; it tells nothing to whoever reads it there. */
export function toUserHandle(
  { fingerprint }: Pick<Ports, 'fingerprint'>,
  accountId: number,
): string {
  return fingerprint(`passkey:${accountId}`)
}
