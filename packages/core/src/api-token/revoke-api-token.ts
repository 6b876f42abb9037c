import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { Caller } from './caller.ts'

/** Ends it at once: tokens are looked up with each request. */
export function revokeApiToken({ store, now }: Pick<Ports, 'store' | 'now'>) {
  return async (actor: Actor, id: number, caller: Caller = {}): Promise<void> => {
    await store.as(actor, async ({ apiTokens, audit }) => {
      if (!(await apiTokens.revoke(id, now()))) throw notFound()
      await audit.event({ type: 'authn_token_revoked', ...caller, details: { token: id } })
    })
  }
}
