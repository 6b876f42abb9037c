import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { secondFactorFor, type PendingSignIn } from '../second-factor/second-factor-for.ts'
import { startSession, type Device, type SignedIn } from './start-session.ts'

export interface LogIn {
  email: string
  password: string
  remember?: boolean | undefined
}

/** Answers a session, or what the account asks for besides its password. */
export function logIn(ports: Ports) {
  const { store, passwords } = ports
  const start = startSession(ports)
  const askSecondFactor = secondFactorFor(ports)

  return async (
    { email, password, remember = false }: LogIn,
    device: Device,
  ): Promise<SignedIn | PendingSignIn> => {
    const credentials = await store.accounts.findCredentials(email)
    // An unknown account costs the same hash, so that time tells nothing.
    const right = await passwords.verify(credentials?.passwordHash, password)
    const account = right && credentials && (await store.accounts.find(credentials.accountId))
    if (!account || account.disabledAt) {
      await store.securityEvents.write({
        type: 'authn_login_fail',
        accountId: credentials?.accountId,
        ip: device.ip,
        userAgent: device.userAgent,
      })
      throw new DomainError(
        'wrong-credentials',
        'This e-mail address and password do not go together.',
      )
    }
    if (passwords.needsRehash(credentials.passwordHash)) {
      await store.accounts.replacePasswordHash(account.id, await passwords.hash(password))
    }
    const pending = await askSecondFactor(account.id, { remember })
    return pending ?? start(account, { remember, device })
  }
}
