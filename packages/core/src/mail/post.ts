import type { Ports } from '../ports.ts'
import type { Letter } from './letter.ts'
import type { Recipient } from './mailer.ts'

/**
 * Puts a letter into the queue, sealed because its link is a secret. Returns false when no mail can be sent here. `once` names the
 * occasion: a second letter with the same key is not posted while the first waits.
 */
export function postLetter({ store, mailer, sealer }: Pick<Ports, 'store' | 'mailer' | 'sealer'>) {
  return async (to: Recipient, letter: Letter, once?: string): Promise<boolean> => {
    if (!mailer.configured) return false
    const sealed = sealer.seal(JSON.stringify({ to, letter }), 'letter')
    await store.jobs.enqueueForHouse({
      kind: 'send-letter',
      payload: { sealed },
      maxAttempts: 8,
      ...(once !== undefined && { uniqueKey: `letter:${once}` }),
    })
    return true
  }
}
