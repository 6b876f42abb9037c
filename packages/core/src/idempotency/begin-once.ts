import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { FirstRequest, Once } from './idempotency.ts'
import { sealPurpose } from './keep-answer.ts'

/** How long an answer is repeated. */
export const rememberedHours = 24

/** Seconds after which a request that has neither acted nor answered is believed dead. */
const patience = 60

export interface BeginOnce {
  key: string
  requestHash: string
}

/** Either the proof to act with, or the answer that was given the first time. */
export type Begun = { once: Once } | { answer: string }

/** Throws `idempotency-mismatch` when the key was used for something else, `conflict` while the first request runs. */
export function beginOnce(ports: Pick<Ports, 'store' | 'now' | 'sealer'>) {
  const { store, now, sealer } = ports

  return async (actor: Actor, { key, requestHash }: BeginOnce): Promise<Begun> => {
    const once = { key, claim: crypto.randomUUID() }
    const at = now()
    const found = await store.as(actor, ({ idempotency }) =>
      idempotency.claim(
        { ...once, requestHash },
        {
          now: at,
          givenUp: new Date(at.getTime() - patience * 1000),
          forgotten: new Date(at.getTime() - rememberedHours * 3600 * 1000),
        },
      ),
    )
    if (found === 'claimed') return { once }
    refuse(found, requestHash)
    return { answer: sealer.open(found.answer, sealPurpose(actor)) }
  }
}

type Answered = FirstRequest & { answer: string }

function refuse(found: FirstRequest, requestHash: string): asserts found is Answered {
  if (found.requestHash !== requestHash) {
    const message = 'This Idempotency-Key was used for another request.'
    throw new DomainError('idempotency-mismatch', message)
  }
  if (found.answer !== undefined) return
  throw found.committed
    ? new DomainError('conflict', 'This was done, but its answer is lost: look at what is there.')
    : new DomainError('conflict', 'The same request is still running.', { retryAfter: 1 })
}
