import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { Device, SignedIn } from '../session/start-session.ts'
import type { Account, NewAccount, Registration } from './account.ts'
import { checkPassword } from './password-policy.ts'
import { askByLetter } from './register-by-letter.ts'
import type { RegistrationMode } from './registration.ts'
import { alreadyRegistered, invitationGone, welcome } from './welcome.ts'

export interface RegistrationState {
  /** Everyone may make an account: the first one, or because the house is open. */
  open: boolean
  mode: RegistrationMode
  /** Nobody has an account yet: the one who comes becomes administrator. */
  firstAccount: boolean
  /** The one-time code printed at start is asked for. */
  codeRequired: boolean
  /** Mail is sent. */
  mail: boolean
}

export interface Newcomer extends Registration {
  /** Printed at start, for the first account of a server beyond loopback. */
  code?: string | undefined
  /** Token of an invitation. */
  invitation?: string | undefined
}

export function getRegistration({
  store,
  settings,
  mailer,
}: Pick<Ports, 'store' | 'settings' | 'mailer'>) {
  return async (): Promise<RegistrationState> => {
    const [accounts, chosen] = await Promise.all([
      store.accounts.count(),
      store.registrations.findMode(),
    ])
    const mode = chosen ?? settings.registration
    const firstAccount = accounts === 0
    return {
      open: firstAccount || mode === 'open',
      mode,
      firstAccount,
      codeRequired: firstAccount && settings.firstAccountCode !== undefined,
      mail: mailer.configured,
    }
  }
}

/** `check-mail` when the address has to be confirmed first; the answer is the same for one that has an account. */
export function register(ports: Ports) {
  const { store, settings, mailer, passwords, hashToken, now } = ports
  const registration = getRegistration(ports)
  const askFor = askByLetter(ports)
  const enter = welcome(ports)
  const check = checkPassword(ports)

  return async (
    { password, code, invitation, ...person }: Newcomer,
    device: Device,
  ): Promise<SignedIn | 'check-mail'> => {
    const { mode, firstAccount, codeRequired } = await registration()
    if (codeRequired && code !== settings.firstAccountCode) throw wrongCode()
    if (!firstAccount) refuseWhenClosed(mode, invitation)
    await check(password, person)
    const newcomer = { ...person, passwordHash: await passwords.hash(password) }
    if (firstAccount) return enter(await addFirst(newcomer), device)
    if (invitation !== undefined) return enter(await addInvited(newcomer, invitation), device)
    if (mailer.configured) return askFor(newcomer)
    return enter(await store.accounts.add(newcomer), device)
  }

  /** Two may come at once to an empty house; the door is for one. */
  async function addFirst(newcomer: NewAccount): Promise<Account> {
    const account = await store.registrations.addFirst(newcomer)
    if (!account) throw closed()
    return account
  }

  async function addInvited(
    newcomer: NewAccount,
    invitation: string,
  ): Promise<Account | undefined> {
    const outcome = await store.registrations.addInvited(hashToken(invitation), newcomer, now())
    if (outcome === 'gone') throw invitationGone()
    if (outcome === 'taken') throw alreadyRegistered()
    return store.accounts.find(outcome.accountId)
  }
}

function refuseWhenClosed(mode: RegistrationMode, invitation: string | undefined): void {
  if (mode === 'closed' || (mode === 'invite' && invitation === undefined)) throw closed()
}

function closed(): DomainError {
  return new DomainError('forbidden', 'New accounts are made by the administrator here.')
}

function wrongCode(): DomainError {
  return new DomainError('invalid', 'The code is the one that PHRM printed when it started.', {
    field: 'code',
  })
}
