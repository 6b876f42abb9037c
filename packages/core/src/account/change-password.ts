import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { checkAttempt } from '../session/check-password.ts'
import { toDeviceName } from '../session/device-name.ts'
import { endAllSessions } from '../session/end-sessions.ts'
import type { Device } from '../session/start-session.ts'
import { checkPassword, leansOnFactor } from './password-policy.ts'
import { getProfile } from './profile.ts'

export interface PasswordChange {
  currentPassword?: string | undefined
  newPassword: string
}

/** Every other session ends; the one that changed it goes on. API tokens stay, as they have nothing to do with the password. */
export function changePassword(ports: Ports) {
  const { store, passwords, now } = ports
  const profile = getProfile(ports)
  const isRight = checkAttempt(ports)
  const check = checkPassword(ports)
  const endOthers = endAllSessions(ports)
  const notify = tell(ports)

  return async (actor: Actor, change: PasswordChange, device: Device): Promise<void> => {
    const { accountId, sessionId } = actor
    const account = await profile(actor)
    const oldHash = await requireCurrent(actor, change.currentPassword, device)
    await checkNew(change.newPassword)
    const hash = await passwords.hash(change.newPassword)
    if (!(await store.accounts.setPassword(accountId, hash, now(), oldHash))) throw notCurrent()
    await store.secondFactors.notePasswordStrength(accountId, leansOnFactor(change.newPassword))
    await endOthers(accountId, { keep: sessionId })
    const { ip, userAgent } = device
    await store.securityEvents.write({ type: 'authn_password_change', accountId, ip, userAgent })
    await notify(accountId, 'password-changed', toDeviceName(userAgent))

    async function checkNew(password: string): Promise<void> {
      const { sealedSeed } = await store.secondFactors.find(accountId)
      try {
        await check(password, account, { secondFactor: sealedSeed !== undefined })
      } catch (error) {
        throw error instanceof DomainError
          ? new DomainError(error.code, error.message, { field: 'new_password' })
          : error
      }
    }
  }

  async function requireCurrent(
    { accountId, sessionId }: Actor,
    password: string | undefined,
    device: Device,
  ): Promise<string | undefined> {
    if (password !== undefined && sessionId !== undefined) {
      const attempt = await store.signIns.openProof(accountId, sessionId, now())
      if (await isRight(attempt, password, device)) return attempt.passwordHash
    }
    throw notCurrent()
  }
}

function notCurrent(): DomainError {
  return new DomainError('forbidden', 'This is not your current password.', {
    field: 'current_password',
  })
}
