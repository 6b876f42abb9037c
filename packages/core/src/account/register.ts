import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { startSession, type Device, type SignedIn } from '../session/start-session.ts'
import type { Registration } from './account.ts'
import { checkPassword } from './password-policy.ts'

export interface RegistrationState {
  open: boolean
  /** Nobody has an account yet: the one who comes becomes administrator. */
  firstAccount: boolean
  /** The one-time code printed at start is asked for. */
  codeRequired: boolean
}

export function getRegistration({ store, settings }: Pick<Ports, 'store' | 'settings'>) {
  return async (): Promise<RegistrationState> => {
    const firstAccount = (await store.accounts.count()) === 0
    return {
      open: firstAccount || settings.registration === 'open',
      firstAccount,
      codeRequired: firstAccount && settings.firstAccountCode !== undefined,
    }
  }
}

export function register(ports: Ports) {
  const registration = getRegistration(ports)
  const start = startSession(ports)

  return async (
    { password, code, ...person }: Registration & { code?: string | undefined },
    device: Device,
  ): Promise<SignedIn> => {
    const { open, codeRequired } = await registration()
    if (!open)
      throw new DomainError('forbidden', 'New accounts are made by the administrator here.')
    if (codeRequired && code !== ports.settings.firstAccountCode) {
      throw new DomainError('invalid', 'The code is the one that PHRM printed when it started.', {
        field: 'code',
      })
    }
    checkPassword(password, person)
    const passwordHash = await ports.passwords.hash(password)
    const account = await ports.store.accounts.add({ ...person, passwordHash })
    if (!account) {
      throw new DomainError('conflict', 'This e-mail address or username has an account already.')
    }
    await ports.store.as(account.id, ({ audit }) => audit.write({ action: 'account.register' }))
    return start(account, { remember: false, device })
  }
}
