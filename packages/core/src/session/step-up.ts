import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'

/** Minutes for which a proof of who one is counts for what cannot be taken back. */
export const stepUpMinutes = 15

/**
 * Throws `reauth-required` unless the person proved within the last 15 minutes who they are; a token cannot.
 * For the e-mail address, factors, tokens, export, deletion and consent.
 */
export function requireRecentSignIn({ now }: Pick<Ports, 'now'>) {
  return ({ authenticatedAt }: Actor): void => {
    const age = authenticatedAt ? now().getTime() - authenticatedAt.getTime() : Infinity
    if (age <= stepUpMinutes * 60_000) return
    throw new DomainError('reauth-required', 'Please show once more that it is you.')
  }
}
