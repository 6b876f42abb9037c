import type { Actor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'

export type AdministratorAct =
  | 'invite'
  | 'revoke-invitation'
  | `registration-${'open' | 'invite' | 'closed'}`
  | 'disable-account'
  | 'enable-account'
  | 'make-administrator'
  | 'make-user'
  | 'end-sessions'
  | 'unlock-account'
  | 'reset-factors'
  | 'make-reset-link'
  | 'retry-job'

/** Written before the act: what cannot be written down is not done. `account` is the one that it concerns. */
export function writeAdministration({ store }: Pick<Ports, 'store'>) {
  return (
    /** Absent: the owner of the machine, at the command line. */
    actor: Pick<Actor, 'accountId'> | undefined,
    act: AdministratorAct,
    { ip, userAgent }: Device,
    account?: number,
  ): Promise<void> =>
    store.securityEvents.write({
      type: 'authz_admin',
      accountId: actor?.accountId,
      ip,
      userAgent,
      details: {
        act,
        ...(account !== undefined && { account }),
        ...(!actor && { by: 'command-line' }),
      },
    })
}
