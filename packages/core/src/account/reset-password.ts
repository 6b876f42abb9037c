import { DomainError } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { forgetSession } from '../session/end-sessions.ts'
import type { Device } from '../session/start-session.ts'
import { checkPassword, leansOnFactor } from './password-policy.ts'

export interface PasswordReset {
  token: string
  password: string
}

/**
 * A new password by a link. Every session ends and nobody is signed in; second factors and API tokens stay, for they have
 * nothing to do with the password.
 */
export function resetPassword(ports: Ports) {
  const { store, passwords, cache, hashToken, now } = ports
  const notify = tell(ports)
  const check = checkPassword(ports)

  return async ({ token, password }: PasswordReset, { ip, userAgent }: Device): Promise<void> => {
    const hash = hashToken(token)
    const accountId = await store.accountLinks.findAccount(hash, 'reset-password', now())
    const account = accountId === undefined ? undefined : await store.accounts.find(accountId)
    if (!account) throw linkGone()
    // Before the link is used up: a password that is refused can be followed by a better one.
    const { sealedSeed } = await store.secondFactors.find(account.id)
    await check(password, account, { secondFactor: sealedSeed !== undefined })
    const passwordHash = await passwords.hash(password)
    const ended = await store.as(account.id, async ({ accountLinks, audit }) => {
      const sessions = await accountLinks.resetPassword(hash, passwordHash, now())
      if (sessions) await audit.event({ type: 'authn_password_reset', ip, userAgent })
      return sessions
    })
    if (!ended) throw linkGone()
    await store.secondFactors.notePasswordStrength(account.id, leansOnFactor(password))
    await Promise.all(ended.map((id) => forgetSession(cache, id)))
    await notify(account.id, 'password-reset')
  }
}

export function linkGone(): DomainError {
  return new DomainError('invalid', 'This link was used or has ended. Please ask for a new one.', {
    field: 'token',
  })
}
