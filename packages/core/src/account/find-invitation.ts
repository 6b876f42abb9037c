import type { Ports } from '../ports.ts'
import { getRegistration } from './register.ts'
import type { Invitation } from './registration.ts'
import { invitationGone } from './welcome.ts'

/** For whoever holds the link, before signing in. While nobody may register, no invitation works. */
export function getInvitation(
  ports: Pick<Ports, 'store' | 'settings' | 'mailer' | 'hashToken' | 'now'>,
) {
  const { store, hashToken, now } = ports
  const registration = getRegistration(ports)

  return async (token: string): Promise<Invitation> => {
    const [{ mode }, invitation] = await Promise.all([
      registration(),
      store.registrations.findInvitation(hashToken(token), now()),
    ])
    if (!invitation || mode === 'closed') throw invitationGone()
    return invitation
  }
}
