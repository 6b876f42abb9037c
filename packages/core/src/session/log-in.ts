import type { Account } from '../account/account.ts'
import type { Ports } from '../ports.ts'
import { secondFactorFor, type AskedFactor } from '../second-factor/second-factor-for.ts'
import { checkAttempt } from './check-password.ts'
import type { Attempt } from './sign-in-attempt.ts'
import { startSession, type Device, type SignedIn } from './start-session.ts'
import { wrongCredentials } from './wrong-credentials.ts'

export interface LogIn {
  email: string
  password: string
  remember?: boolean | undefined
}

/** Answers a session, or what the account asks for besides its password. */
export function logIn(ports: Ports) {
  const { store, passwords, now, hashToken, fingerprint } = ports
  const check = checkAttempt(ports)
  const askFactor = secondFactorFor(ports)
  const start = startSession(ports)

  return async (
    { email, password, remember = false }: LogIn,
    device: Device,
  ): Promise<SignedIn | AskedFactor> => {
    const deviceHash = device.deviceToken && hashToken(device.deviceToken)
    const addressPrint = fingerprint(`sign-in address ${email.toLowerCase()}`)
    const attempt = await store.signIns.openSignIn({ email, addressPrint, deviceHash }, now())
    const account = (await check(attempt, password, device)) && (await findOpen(attempt))
    if (!account) throw wrongCredentials()
    const passwordHash = await renewHash(account, attempt, password)
    return (
      (await askFactor(account.id, { remember })) ??
      start(account, { remember, device, passwordHash })
    )
  }

  /** One that an administrator closed is told nothing else than a wrong password. */
  async function findOpen({ accountId }: Attempt): Promise<Account | undefined> {
    const account = accountId === undefined ? undefined : await store.accounts.find(accountId)
    return account?.disabledAt ? undefined : account
  }

  /**
   * An imported account brings a hash of another kind. Answers the one that the account has now; none when it was renewed, as two
   * who sign in at the same time both renew it.
   */
  async function renewHash({ id }: Account, { passwordHash }: Attempt, password: string) {
    if (passwordHash === undefined || !passwords.needsRehash(passwordHash)) return passwordHash
    await store.accounts.replacePasswordHash(id, passwordHash, await passwords.hash(password))
    return undefined
  }
}
