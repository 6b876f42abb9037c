import { DomainError } from '../errors.ts'
import { postLetter } from '../mail/post.ts'
import type { Ports } from '../ports.ts'
import type { Device, SignedIn } from '../session/start-session.ts'
import type { NewAccount } from './account.ts'
import { confirmationHours } from './registration.ts'
import { alreadyRegistered, welcome } from './welcome.ts'

/** Writes to the address: the link that makes the account, or that there is one already. Nobody but its owner sees which. */
export function askByLetter(ports: Ports) {
  const { store, settings, now, newToken, hashToken } = ports
  const post = postLetter(ports)

  return async (newcomer: NewAccount): Promise<'check-mail'> => {
    // A username is seen by others anyway. It is looked at before the address, so that the refusal tells nothing of that.
    if (await store.registrations.isUsernameTaken(newcomer.username)) throw usernameTaken()
    const token = newToken()
    const until = new Date(now().getTime() + confirmationHours * 3_600_000)
    const outcome = await store.registrations.addPending(hashToken(token), newcomer, until)
    if (outcome === 'enough') return 'check-mail'
    // Without the name: whoever asked could write anything there, to anybody.
    const to = { email: newcomer.email, name: '', language: 'en' }
    await post(
      to,
      outcome === 'new'
        ? { kind: 'confirm-registration', link: `${settings.origin}/register#confirm=${token}` }
        : { kind: 'already-registered', link: `${settings.origin}/sign-in` },
    )
    return 'check-mail'
  }
}

/**
 * Makes the account. The password is asked for again: whoever asked for an account with somebody else's address would otherwise
 * have one in that person's name as soon as they follow the link.
 */
export function confirmRegistration(ports: Ports) {
  const { store, passwords, now, hashToken } = ports
  const enter = welcome(ports)

  return async (
    { token, password }: { token: string; password: string },
    device: Device,
  ): Promise<SignedIn> => {
    const hash = hashToken(token)
    const pending = await store.registrations.findPending(hash, now())
    if (!pending) throw linkGone()
    if (!(await passwords.verify(pending.passwordHash, password))) throw wrongPassword()
    const outcome = await store.registrations.confirm(hash, now())
    if (outcome === 'gone') throw linkGone()
    if (outcome === 'taken') throw alreadyRegistered()
    return enter(await store.accounts.find(outcome.accountId), device)
  }
}

function usernameTaken(): DomainError {
  return new DomainError('conflict', 'This username is taken.', { field: 'username' })
}

function linkGone(): DomainError {
  return new DomainError('not-found', 'This link was used or has ended. Please register again.')
}

function wrongPassword(): DomainError {
  return new DomainError(
    'wrong-credentials',
    'This is not the password that was chosen when this account was asked for.',
    { field: 'password' },
  )
}
