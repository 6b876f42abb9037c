import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { startSession, type Device, type SignedIn } from '../session/start-session.ts'
import type { Account } from './account.ts'

/** What follows when an account was made, whichever way: it is written down, and its person signed in. */
export function welcome(ports: Ports) {
  const start = startSession(ports)

  return async (account: Account | undefined, device: Device): Promise<SignedIn> => {
    if (!account) throw alreadyRegistered()
    await ports.store.as(account.id, ({ audit }) => audit.write({ action: 'account.register' }))
    return start(account, { remember: false, device })
  }
}

export function alreadyRegistered(): DomainError {
  return new DomainError('conflict', 'This e-mail address or username has an account already.')
}

export function invitationGone(): DomainError {
  return new DomainError(
    'not-found',
    'This invitation was used, has ended, or is meant for another e-mail address.',
  )
}
