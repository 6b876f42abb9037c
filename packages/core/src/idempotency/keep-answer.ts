import type { Actor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import type { Once } from './idempotency.ts'

/** An answer that was moved to another account's row does not open. */
export const sealPurpose = ({ accountId }: Pick<Actor, 'accountId'>): string =>
  `idempotency:${accountId}`

/** What a second request with the same key is told. */
export function keepAnswer({ store, sealer }: Pick<Ports, 'store' | 'sealer'>) {
  return (actor: Actor, once: Once, answer: string): Promise<void> => {
    const sealed = sealer.seal(answer, sealPurpose(actor))
    return store.as(toKeeper(actor), ({ idempotency }) => idempotency.keepAnswer(once, sealed))
  }
}

/** After a refusal: the client may correct its request and send it with the same key. */
export function releaseOnce({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, once: Once): Promise<void> =>
    store.as(toKeeper(actor), ({ idempotency }) => idempotency.release(once))
}

/** Keeping is not the act. */
function toKeeper(actor: Actor): Actor {
  return { ...actor, once: undefined }
}
