import type { Acting } from '../actor.ts'
import type { AccountStore, Store } from '../store.ts'
import { openGate, type Gate } from './gate.ts'
import { walls } from './walls.ts'

/**
 * The first of two walls: the same store, where every answer is compared with what the account may see, and every change with
 * what it may change, by a rule that does not lean on the database's row-level security. What does not pass never leaves:
 * `not-found`, or `forbidden` for those who may only look.
 */
export function withAccessRule(store: Store, now: () => Date): Store {
  return {
    ...store,
    as: (acting, work) => store.as(acting, (inner) => work(behindWall(inner, acting, now))),
    read: (acting, work) => store.read(acting, (inner) => work(behindWall(inner, acting, now))),
  }
}

function behindWall(inner: AccountStore, acting: Acting, now: () => Date): AccountStore {
  const accountId = typeof acting === 'number' ? acting : acting.accountId
  return Object.assign(Object.create(repositories), {
    inner,
    gate: openGate(inner.access, accountId, now),
  }) as AccountStore
}

/** Made as they are asked for, from one prototype: transactions are many, and each needs two or three. */
const repositories = Object.create(
  null,
  Object.fromEntries(
    Object.entries(walls).map(([name, wall]) => [
      name,
      {
        get(this: { inner: AccountStore; gate: Gate }) {
          const value = wall(this.inner[name as keyof AccountStore] as never, this.gate)
          // Once a transaction: it remembers whose thing it has seen already.
          Object.defineProperty(this, name, { value, writable: true })
          return value
        },
      },
    ]),
  ),
) as object
