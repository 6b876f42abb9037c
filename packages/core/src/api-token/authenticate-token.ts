import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'

/**
 * Turns a token into the one who asks. Looked up each time and kept nowhere, so that a revoked token, one of a closed
 * account and one that expired are dead with the next request, whichever process it reaches.
 */
export function authenticateToken({
  store,
  now,
  hashToken,
}: Pick<Ports, 'store' | 'now' | 'hashToken'>) {
  return async (token: string): Promise<Actor> => {
    const found = await store.apiTokens.find(hashToken(token), now())
    if (!found) throw new DomainError('unauthenticated', 'This token does not work (any more).')
    const { id, accountId, scopes } = found
    // Whatever its account may do: a token administers nothing.
    return { accountId, isAdmin: false, token: { id, scopes } }
  }
}
