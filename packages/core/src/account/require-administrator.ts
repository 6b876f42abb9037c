import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'

/** Throws `forbidden` for everyone else, tokens of an administrator among them. */
export function requireAdministrator({ isAdmin, token }: Actor): void {
  if (!isAdmin || token) throw new DomainError('forbidden', 'This is for administrators.')
}
