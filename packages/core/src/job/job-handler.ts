import type { Job, JobProgress } from './job.ts'

/** What one kind of job does. Running it twice leaves the same as running it once. */
export interface JobHandler {
  /** A thrown error counts as a failed attempt. */
  run(job: Job, context: JobContext): Promise<void>
  /** After the last attempt, or when a process died with it too often: leave a state that a person understands. */
  giveUp?(job: Job, reason: string): Promise<void>
}

export interface JobContext {
  /** Aborted when the job is cancelled, its lease is lost or the worker stops. */
  signal: AbortSignal
  progress(progress: JobProgress): void
}
