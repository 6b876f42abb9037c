import type { Ports } from '../ports.ts'

type Needs = Pick<Ports, 'store' | 'mailer' | 'sealer' | 'fingerprint'>

/**
 * Whether there is such an account is looked up by the job: who asks gets the same answer after the same work, and learns
 * nothing. While one letter to an address waits, no second one is written.
 */
export function askForReset({ store, mailer, sealer, fingerprint }: Needs) {
  return async (email: string): Promise<void> => {
    if (!mailer.configured) return
    await store.jobs.enqueueForHouse({
      kind: 'send-reset-link',
      payload: { sealed: sealer.seal(email, 'forgot') },
      uniqueKey: `forgot:${fingerprint(email.toLowerCase())}`,
    })
  }
}
