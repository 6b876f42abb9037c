import type { JobKind } from '@phrm/core'
import type { PhrmUnderTest } from './phrm-under-test.ts'

/** Does what waits in the queue, as a worker would; answers the kinds of what was done. */
export async function workOff({ phrm }: Pick<PhrmUnderTest, 'phrm'>): Promise<JobKind[]> {
  const { jobs } = phrm.ports.store
  const done: JobKind[] = []
  for (;;) {
    const job = await jobs.claim('test', 60)
    if (!job) return done
    const signal = AbortSignal.timeout(20_000)
    await phrm.handlers[job.kind].run(job, { signal, progress: () => {} })
    await jobs.complete(job.id, 'test')
    done.push(job.kind)
  }
}
