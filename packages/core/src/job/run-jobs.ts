import type { LiveEvents } from '../live/live.ts'
import { jobChannel } from './watch-job.ts'
import type { JobHandler } from './job-handler.ts'
import type { Job, JobKind, JobProgress, JobQueue } from './job.ts'

export interface JobRunnerOptions {
  queue: JobQueue
  events: LiveEvents
  handlers: Record<JobKind, JobHandler>
  workerId: string
  /** Told of faults that are ours, without health text. */
  onError(error: unknown, job: Pick<Job, 'id' | 'kind'>): void
  signal: AbortSignal
  /** Seconds; a job whose worker died is taken up again after this. */
  leaseSeconds?: number
  /** Milliseconds between looks at an empty queue. */
  pollMs?: number
}

/** Takes one job after another until the signal aborts; the one in hand then goes back to the queue. */
export async function runJobs(options: JobRunnerOptions): Promise<void> {
  const { queue, signal, workerId, leaseSeconds = 60, pollMs = 500 } = options
  while (!signal.aborted) {
    const job = await queue.claim(workerId, leaseSeconds).catch((error: unknown) => {
      options.onError(error, { id: 0, kind: 'clean-files' })
      return undefined
    })
    if (job) await runOne(job, { ...options, leaseSeconds })
    else await sleep(pollMs, signal)
  }
}

async function runOne(
  job: Job,
  options: JobRunnerOptions & { leaseSeconds: number },
): Promise<void> {
  const { queue, handlers, workerId, onError } = options
  const handler = handlers[job.kind]
  const lease = keepLease(job, options)
  try {
    if (job.attempts > job.maxAttempts) throw new Error(workerDied)
    await handler.run(job, { signal: lease.signal, progress: lease.progress })
    await lease.stop()
    await queue.complete(job.id, workerId)
  } catch (error) {
    await lease.stop()
    if (lease.cancelled()) await queue.markCancelled(job.id, workerId)
    else if (options.signal.aborted) await queue.release(job.id, workerId)
    else if (!lease.signal.aborted) {
      onError(error, job)
      await giveBack(job, reasonOf(error), options)
    }
  }
  await options.events.publish(jobChannel(job.id), 'end')
}

/** Whoever throws has said nothing about the file; people get a sentence that is true of any fault. */
const workerDied = 'The work was interrupted several times.'
const unexpected = 'Something went wrong on our side. Try again later.'

function reasonOf(error: unknown): string {
  return error instanceof Error && error.message === workerDied ? workerDied : unexpected
}

async function giveBack(
  job: Job,
  reason: string,
  { queue, handlers, workerId, onError }: JobRunnerOptions,
): Promise<void> {
  const state = await queue.fail(job.id, workerId, reason)
  if (state !== 'failed') return
  await handlers[job.kind].giveUp?.(job, reason).catch((error: unknown) => onError(error, job))
}

function keepLease(job: Job, options: JobRunnerOptions & { leaseSeconds: number }) {
  const { queue, events, workerId, leaseSeconds, signal: stopping, onError } = options
  const ended = new AbortController()
  let latest: JobProgress | undefined
  let cancelled = false
  let beating = Promise.resolve()

  const timer = setInterval(() => (beating = beat()), 1000)

  async function beat(): Promise<void> {
    try {
      const answer = await queue.heartbeat(job.id, workerId, leaseSeconds, latest)
      await events.publish(jobChannel(job.id), 'progress')
      cancelled ||= answer === 'cancel'
      if (answer !== 'held') ended.abort(new Error(`The job was ended: ${answer}.`))
    } catch (error) {
      // One missed beat is no lost lease: it lasts for many.
      onError(error, job)
    }
  }

  return {
    signal: AbortSignal.any([ended.signal, stopping]),
    progress: (progress: JobProgress): void => {
      latest = progress
    },
    cancelled: (): boolean => cancelled,
    stop: async (): Promise<void> => {
      clearInterval(timer)
      await beating
    },
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
