import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { renewSession } from './renew-session.ts'
import type { Device, SignedIn } from './start-session.ts'

/** The person shows once more that it is they: for what cannot be taken back. */
export function reauthenticate(ports: Ports) {
  const { store, passwords } = ports
  const renew = renewSession(ports)

  return async (
    actor: Actor,
    { password }: { password: string },
    { ip, userAgent }: Device,
  ): Promise<SignedIn> => {
    const { accountId } = actor
    const account = await store.accounts.find(accountId)
    const credentials = account && (await store.accounts.findCredentials(account.email))
    if (await passwords.verify(credentials?.passwordHash, password)) return renew(actor)
    await store.securityEvents.write({ type: 'authn_login_fail', accountId, ip, userAgent })
    throw new DomainError('forbidden', 'This is not your password.', { field: 'password' })
  }
}
