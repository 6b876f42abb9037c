import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { Account, ProfileChange } from './account.ts'
import { toLanguage, toTimeZone } from './locale.ts'

export function getProfile({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor): Promise<Account> => {
    const account = await store.accounts.find(actor.accountId)
    if (!account) throw new DomainError('unauthenticated', 'Please sign in.')
    return account
  }
}

export function updateProfile({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, change: ProfileChange): Promise<Account> => {
    const account = await store.accounts.update(actor.accountId, toCanonical(change))
    if (!account) {
      throw new DomainError('conflict', 'This username is taken.', { field: 'username' })
    }
    await store.as(actor, ({ audit }) => audit.write({ action: 'profile.update' }))
    return account
  }
}

function toCanonical({ language, timeZone, ...change }: ProfileChange): ProfileChange {
  return {
    ...change,
    ...(language !== undefined && { language: toLanguage(language) }),
    ...(timeZone !== undefined && { timeZone: toTimeZone(timeZone) }),
  }
}
