import type { NewJob } from '../job/job.ts'
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
    await store.jobs.enqueueForHouse(toLetterJob(sealer, to, letter, once))
    return true
  }
}

/** The job itself, for those who queue it in a transaction of their own. */
export function toLetterJob(
  sealer: Ports['sealer'],
  to: Recipient,
  letter: Letter,
  once?: string,
): NewJob {
  return {
    kind: 'send-letter',
    payload: { sealed: sealer.seal(JSON.stringify({ to, letter }), 'letter') },
    maxAttempts: 8,
    ...(once !== undefined && { uniqueKey: `letter:${once}` }),
  }
}
