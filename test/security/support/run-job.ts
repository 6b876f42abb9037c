import { createJobHandlers, type JobKind, type Ports } from '@phrm/core'
import type { PhrmUnderTest } from './phrm-under-test.ts'

/** Does the work that a worker would do, at the moment given. */
export async function runJob(
  { phrm }: PhrmUnderTest,
  kind: JobKind,
  { accountId, now }: { accountId?: number; now?: () => Date } = {},
): Promise<void> {
  const ports: Ports = { ...phrm.ports, ...(now && { now }) }
  const job = {
    id: 1,
    kind,
    accountId,
    payload: {},
    state: 'running' as const,
    attempts: 1,
    maxAttempts: 3,
    progress: { stage: '', done: 0, total: 0 },
    cancelRequested: false,
    createdAt: new Date(),
  }
  const context = { signal: new AbortController().signal, progress: () => undefined }
  await createJobHandlers(ports)[kind].run(job, context)
}
