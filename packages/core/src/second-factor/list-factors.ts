import type { Actor } from '../actor.ts'
import type { Passkey } from '../passkey/passkey.ts'
import type { Ports } from '../ports.ts'

export interface Factors {
  /** When the authenticator app was confirmed; absent while it asks for nothing. */
  totpConfirmedAt?: Date | undefined
  recoveryCodesLeft: number
  passkeys: Passkey[]
}

export function listFactors({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor): Promise<Factors> =>
    store.read(actor, async ({ factors, passkeys }) => {
      const [authenticator, recoveryCodesLeft, keys] = await Promise.all([
        factors.findAuthenticator(),
        factors.countRecoveryCodes(),
        passkeys.list(),
      ])
      return { totpConfirmedAt: authenticator?.confirmedAt, recoveryCodesLeft, passkeys: keys }
    })
}
