import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { startSession, type Device, type SignedIn } from './start-session.ts'

export interface LogIn {
  email: string
  password: string
  remember?: boolean | undefined
}

export function logIn(ports: Ports) {
  const { store, passwords } = ports
  const start = startSession(ports)

  return async (
    { email, password, remember = false }: LogIn,
    device: Device,
  ): Promise<SignedIn> => {
    const credentials = await store.accounts.findCredentials(email)
    // An unknown account costs the same hash, so that time tells nothing.
    const right = await passwords.verify(credentials?.passwordHash, password)
    const account = right && credentials && (await store.accounts.find(credentials.accountId))
    if (!account) {
      await store.securityEvents.write({
        type: 'login-failed',
        accountId: credentials?.accountId,
        ...device,
      })
      throw new DomainError(
        'wrong-credentials',
        'This e-mail address and password do not go together.',
      )
    }
    if (passwords.needsRehash(credentials.passwordHash)) {
      await store.accounts.replacePasswordHash(account.id, await passwords.hash(password))
    }
    return start(account, { remember, device })
  }
}
