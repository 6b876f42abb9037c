import type { Actor } from '../actor.ts'
import type { Ports } from '../ports.ts'

/**
 * An offer is made to an address, so only who has shown that the address is theirs is told of it. Without mail nobody can show
 * it: then the one who shares vouches for whom they name.
 */
export function isConfirmed({ store, mailer }: Pick<Ports, 'store' | 'mailer'>) {
  return async ({ accountId }: Actor): Promise<boolean> => {
    if (!mailer.configured) return true
    const account = await store.accounts.find(accountId)
    return account?.emailVerifiedAt !== undefined
  }
}
