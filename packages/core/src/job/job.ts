export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** Work that outlives the request. `failed` after the last attempt is the dead letter, with its reason. */
export interface Job {
  id: number
  kind: JobKind
  /** Whose work it is; the handler runs with this account's rights. Absent for the house's own. */
  accountId?: number | undefined
  payload: Record<string, unknown>
  /** Whose papers it works on: who no longer sees the person sees nothing of it. */
  familyMemberId?: number | undefined
  state: JobState
  attempts: number
  maxAttempts: number
  progress: JobProgress
  cancelRequested: boolean
  /** A sentence for people. */
  reason?: string | undefined
  createdAt: Date
  finishedAt?: Date | undefined
}

export type JobKind =
  | 'read-document'
  | 'purge-deleted'
  | 'clean-files'
  | 'export-data'
  | 'end-due'
  | 'send-letter'
  | 'send-notice'
  | 'send-reset-link'
  | 'send-reminders'

export interface JobProgress {
  stage: string
  done: number
  total: number
}

export interface NewJob {
  kind: JobKind
  payload: Record<string, unknown>
  familyMemberId?: number
  maxAttempts?: number
  /** Only one unfinished job with the same key exists; a second `enqueue` answers the first. */
  uniqueKey?: string
}

/** Inside a transaction of one account: its own jobs. */
export interface JobRepository {
  /** In the transaction of the act that needs it: either both are there or none. */
  enqueue(job: NewJob): Promise<Job>
  find(id: number): Promise<Job | undefined>
  /** A queued job ends at once, a running one at its next heartbeat. */
  requestCancel(id: number): Promise<boolean>
}

/** For the worker. Claims with SKIP LOCKED; what is claimed is leased and comes back when the lease runs out. */
export interface JobQueue {
  /**
   * `attempts` is counted here and may exceed `maxAttempts` when processes died with the job: the runner then gives
   * it up, so that nobody claims without an end.
   */
  claim(workerId: string, leaseSeconds: number): Promise<Job | undefined>
  /** Renews the lease and stores progress. `lost` when another worker holds it or it ended. */
  heartbeat(
    id: number,
    workerId: string,
    leaseSeconds: number,
    progress?: JobProgress,
  ): Promise<'held' | 'cancel' | 'lost'>
  complete(id: number, workerId: string): Promise<void>
  /** Queues again with a growing delay, or ends as `failed` after the last attempt. */
  fail(id: number, workerId: string, reason: string): Promise<JobState>
  markCancelled(id: number, workerId: string): Promise<void>
  /** Back to the queue at once, the attempt not counted: the worker stops and was not at fault. */
  release(id: number, workerId: string): Promise<void>
  /** The house's own work (no account). */
  enqueueForHouse(job: NewJob): Promise<Job>
  /** At boot of the only worker of an embedded database: what a killed process held is free at once. */
  releaseAll(): Promise<number>
}
