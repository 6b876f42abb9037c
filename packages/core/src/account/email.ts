import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { postLetter } from '../mail/post.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import type { Account } from './account.ts'
import { makeLink } from './make-link.ts'
import { getProfile } from './profile.ts'
import { linkGone } from './reset-password.ts'

/** `check-mail`: nothing has changed until the link in the letter is followed. */
export type EmailChange = 'check-mail' | 'changed'

/**
 * With mail the new address confirms itself first; the answer is the same when another account has it, and its owner alone
 * can find out. Without mail it takes effect at once.
 */
export function changeEmail(ports: Ports) {
  const { store, mailer } = ports
  const get = getProfile(ports)
  const confirm = sendConfirmation(ports)

  return async (actor: Actor, email: string, { ip, userAgent }: Device): Promise<EmailChange> => {
    requireRecentSignIn(ports)(actor)
    const account = await get(actor)
    if (mailer.configured) {
      await confirm(account, email)
      return 'check-mail'
    }
    await store.as(actor, async ({ accountLinks, audit }) => {
      if (!(await accountLinks.setEmail(email))) throw taken()
      await audit.event({ type: 'user_updated', details: { what: 'email' }, ip, userAgent })
    })
    return 'changed'
  }
}

/** Sends the link for the address that the account has. */
export function verifyEmail(ports: Ports) {
  const get = getProfile(ports)
  const confirm = sendConfirmation(ports)

  return async (actor: Actor): Promise<void> => {
    const account = await get(actor)
    if (account.emailVerifiedAt) {
      throw new DomainError('conflict', 'This address is confirmed already.')
    }
    if (!ports.mailer.configured) throw noMail()
    await confirm(account, account.email)
  }
}

/** What following the link does, signed in or not. */
export function confirmEmail(ports: Ports) {
  const { store, hashToken, now } = ports
  const post = postLetter(ports)

  return async (token: string, { ip, userAgent }: Device): Promise<void> => {
    const hash = hashToken(token)
    const accountId = await store.accountLinks.findAccount(hash, 'confirm-email', now())
    const before = accountId === undefined ? undefined : await store.accounts.find(accountId)
    if (!before) throw linkGone()
    const outcome = await store.as(before.id, async ({ accountLinks, audit }) => {
      const result = await accountLinks.confirmEmail(hash, now())
      if (result === 'verified' || result === 'changed')
        await audit.event({
          type: 'user_updated',
          details: { what: 'email', result },
          ip,
          userAgent,
        })
      return result
    })
    if (outcome === 'gone') throw linkGone()
    if (outcome === 'taken') throw taken()
    if (outcome === 'changed') await tellOldAddress(before)
  }

  async function tellOldAddress(before: Account): Promise<void> {
    const after = await store.accounts.find(before.id)
    if (after) await post(toRecipient(before), { kind: 'email-changed', newEmail: after.email })
  }
}

function sendConfirmation(ports: Ports) {
  const make = makeLink(ports)
  const post = postLetter(ports)

  return async (account: Account, email: string): Promise<void> => {
    const made = await make(account.id, 'confirm-email', { email })
    if (!made) {
      const message = 'Several letters are on their way already. Please look for them first.'
      throw new DomainError('too-many-requests', message, { retryAfter: 3600 })
    }
    await post({ ...toRecipient(account), email }, { kind: 'confirm-email', link: made.link })
  }
}

function toRecipient({ email, firstName, language }: Account) {
  return { email, name: firstName, language }
}

function taken(): DomainError {
  return new DomainError('conflict', 'This e-mail address has an account already.', {
    field: 'email',
  })
}

export function noMail(): DomainError {
  return new DomainError('conflict', 'No mail server is set up here, so no mail can be sent.')
}
