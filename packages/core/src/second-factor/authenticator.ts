import type { Actor } from '../actor.ts'
import { passwordLimits } from '../account/password-policy.ts'
import { DomainError, notFound } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import { newRecoveryCodes } from './recovery-code.ts'
import { seedPurpose } from './second-factor.ts'

/** A seed to be put into an app; it asks for nothing until a code of it was right. */
export function beginAuthenticator(ports: Ports) {
  const { store, oneTimeCodes, sealer } = ports
  const requireRecent = requireRecentSignIn(ports)

  return async (actor: Actor): Promise<{ secret: string; uri: string }> => {
    requireRecent(actor)
    const account = await store.accounts.find(actor.accountId)
    if (!account) throw new DomainError('unauthenticated', 'Please sign in.')
    const secret = oneTimeCodes.newSeed()
    const sealed = sealer.seal(secret, seedPurpose(account.id))
    const begun = await store.as(actor, ({ factors }) => factors.beginAuthenticator(sealed))
    if (!begun) throw new DomainError('conflict', 'An authenticator app is set up already.')
    return { secret, uri: oneTimeCodes.toUri(secret, account.email) }
  }
}

/** From now on a password alone signs nobody in. Answers the recovery codes, this once. */
export function confirmAuthenticator(ports: Ports) {
  const { store, oneTimeCodes, sealer, now } = ports
  const requireRecent = requireRecentSignIn(ports)
  const notify = tell(ports)

  return async (actor: Actor, code: string, { ip, userAgent }: Device): Promise<string[]> => {
    requireRecent(actor)
    const { codes, hashes } = newRecoveryCodes(ports)
    await store.as(actor, async ({ factors, audit }) => {
      const { sealedSeed, confirmedAt } = (await factors.findAuthenticator()) ?? {}
      if (sealedSeed === undefined || confirmedAt)
        throw new DomainError('conflict', 'There is no authenticator app that waits for its code.')
      const seed = sealer.open(sealedSeed, seedPurpose(actor.accountId))
      const step = oneTimeCodes.findStep(seed, code.replaceAll(/\s/g, ''), now())
      if (step === undefined || !(await factors.confirmAuthenticator(sealedSeed, step, now())))
        throw new DomainError('invalid', 'This is not the code that the app shows now.', {
          field: 'code',
        })
      await factors.replaceRecoveryCodes(hashes)
      await audit.write({ action: 'second-factor.add' })
      await audit.event({ type: 'authn_factor_added', ip, userAgent })
    })
    await notify(actor.accountId, 'second-factor-added')
    return codes
  }
}

/** With its recovery codes; the password is enough again. */
export function removeAuthenticator(ports: Ports) {
  const { store } = ports
  const requireRecent = requireRecentSignIn(ports)
  const notify = tell(ports)

  return async (actor: Actor, { ip, userAgent }: Device): Promise<void> => {
    requireRecent(actor)
    const wasConfirmed = await store.as(actor, async ({ factors, audit }) => {
      const authenticator = await factors.findAuthenticator()
      if (authenticator?.passwordLeansOnIt) throw passwordTooShort()
      if (!authenticator || !(await factors.removeAuthenticator())) throw notFound()
      await audit.write({ action: 'second-factor.remove' })
      if (!authenticator.confirmedAt) return false
      await audit.event({ type: 'authn_factor_removed', ip, userAgent })
      return true
    })
    if (wasConfirmed) await notify(actor.accountId, 'second-factor-removed')
  }
}

function passwordTooShort(): DomainError {
  return new DomainError(
    'conflict',
    `Your password is too short to stand alone. Set one of at least ${passwordLimits.minimum} characters first.`,
  )
}

/** Ten new codes in place of all that were there, used or not. */
export function replaceRecoveryCodes(ports: Ports) {
  const requireRecent = requireRecentSignIn(ports)

  return async (actor: Actor): Promise<string[]> => {
    requireRecent(actor)
    const { codes, hashes } = newRecoveryCodes(ports)
    await ports.store.as(actor, async ({ factors, audit }) => {
      if (!(await factors.findAuthenticator())?.confirmedAt)
        throw new DomainError('conflict', 'Set up an authenticator app first.')
      await factors.replaceRecoveryCodes(hashes)
      await audit.write({ action: 'recovery-codes.replace' })
    })
    return codes
  }
}
