import { DomainError } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { mostFailures, type Attempt } from './sign-in-attempt.ts'
import type { Device } from './start-session.ts'

type Needs = Pick<Ports, 'store' | 'passwords' | 'now'>

/**
 * Looks at the password of an attempt, once its wait is over, and counts what was wrong. An address without an account costs the
 * same work and is answered the same.
 */
export function checkAttempt(ports: Needs) {
  const { store, passwords, now } = ports
  const notify = tell(ports)

  return async (
    attempt: Attempt,
    password: string,
    { ip, userAgent }: Device,
  ): Promise<boolean> => {
    const { accountId, locked, device } = attempt
    if (attempt.waitSeconds > 0) throw waiting(attempt.waitSeconds)
    const matches = await passwords.verify(attempt.passwordHash, password)
    const right = matches && !locked
    const locks = await store.signIns.close(attempt, right, now(), mostFailures)
    if (right) return true
    await store.securityEvents.write({ type: 'authn_login_fail', accountId, ip, userAgent })
    if (locks && accountId !== undefined) {
      await store.securityEvents.write({ type: 'authn_login_lock', accountId, ip, userAgent })
      await notify(accountId, 'account-locked')
    }
    // Told to a browser that the person used before, and to nobody who guesses.
    if (matches && device !== '') throw lockedOut()
    return false
  }
}

function waiting(seconds: number): DomainError {
  const retryAfter = Math.ceil(seconds)
  return new DomainError(
    'too-many-requests',
    `Too many wrong passwords. Please wait ${retryAfter} seconds.`,
    { retryAfter },
  )
}

function lockedOut(): DomainError {
  return new DomainError(
    'forbidden',
    'After too many failed attempts this password was switched off. Please set a new one.',
  )
}
