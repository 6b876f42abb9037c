import type { Ports } from '../ports.ts'
import type { Invitation } from './registration.ts'
import { invitationGone } from './welcome.ts'

/** For whoever holds the link, before signing in. */
export function getInvitation({
  store,
  hashToken,
  now,
}: Pick<Ports, 'store' | 'hashToken' | 'now'>) {
  return async (token: string): Promise<Invitation> => {
    const invitation = await store.registrations.findInvitation(hashToken(token), now())
    if (!invitation) throw invitationGone()
    return invitation
  }
}
