import type { Job, JobHandler, JobKind, JobQueue, LiveEvents } from '@phrm/core'

export interface WorkerOptions {
  queue: JobQueue
  events: LiveEvents
  handlers: Record<JobKind, JobHandler>
  onError(error: unknown, job: Pick<Job, 'id' | 'kind'>): void
}
