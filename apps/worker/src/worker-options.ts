import type { Job, JobHandler, JobKind, JobQueue, LiveEvents } from '@phrm/core'

export interface WorkerOptions {
  queue: JobQueue
  events: LiveEvents
  handlers: Record<JobKind, JobHandler>
  /** Seals what was written to the audit log since. */
  sealAudit(): Promise<unknown>
  onError(error: unknown, job: Pick<Job, 'id' | 'kind'>): void
}
