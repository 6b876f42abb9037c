import type { Actor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import { isConfirmed } from './confirmed-address.ts'
import type { Shares } from './share.ts'

export function listShares(ports: Pick<Ports, 'store' | 'mailer'>) {
  return async (actor: Actor): Promise<Shares & { emailUnconfirmed: boolean }> => {
    const [shares, confirmed] = await Promise.all([
      ports.store.as(actor, ({ shares }) => shares.list()),
      isConfirmed(ports)(actor),
    ])
    return {
      ...shares,
      offered: confirmed ? shares.offered : [],
      emailUnconfirmed: !confirmed,
    }
  }
}
