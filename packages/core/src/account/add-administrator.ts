import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { Account, Registration } from './account.ts'
import { checkPassword } from './password-policy.ts'

/** For the command line of the machine's owner; no route leads here. */
export function addAdministrator(ports: Pick<Ports, 'store' | 'passwords' | 'commonPasswords'>) {
  const { store, passwords } = ports
  const check = checkPassword(ports)
  return async ({ password, ...person }: Registration): Promise<Account> => {
    await check(password, person)
    const passwordHash = await passwords.hash(password)
    const account = await store.accounts.add({ ...person, passwordHash, isAdmin: true })
    if (!account) {
      throw new DomainError('conflict', 'This e-mail address or username has an account already.')
    }
    await store.securityEvents.write({
      type: 'user_created',
      accountId: account.id,
      details: { administrator: 1 },
    })
    return account
  }
}
