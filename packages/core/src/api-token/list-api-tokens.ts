import type { Actor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import type { ApiToken } from './api-token.ts'

export function listApiTokens({ store, now }: Pick<Ports, 'store' | 'now'>) {
  return (actor: Actor): Promise<ApiToken[]> =>
    store.read(actor, ({ apiTokens }) => apiTokens.list(now()))
}
