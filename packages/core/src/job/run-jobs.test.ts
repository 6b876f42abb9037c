import { expect, test, vi } from 'vitest'
import { runJobs } from './run-jobs.ts'
import type { JobHandler } from './job-handler.ts'
import type { Job, JobKind, JobQueue } from './job.ts'

const job = (more: Partial<Job> = {}): Job => ({
  id: 7,
  kind: 'read-document',
  payload: {},
  state: 'running',
  attempts: 1,
  maxAttempts: 3,
  progress: { stage: '', done: 0, total: 0 },
  cancelRequested: false,
  createdAt: new Date(),
  ...more,
})

/** Runs one job with a handler and answers what became of it. */
async function runOnce(
  handler: JobHandler,
  more: Partial<Job> = {},
  queueMore: Partial<JobQueue> = {},
) {
  const stopping = new AbortController()
  const said: string[] = []
  const note = (what: string) => () => (said.push(what), stopping.abort(), Promise.resolve())
  let given = false
  const queue: JobQueue = {
    claim: async () => (given ? undefined : ((given = true), job(more))),
    heartbeat: async () => 'held',
    complete: note('complete'),
    fail: async (_id, _worker, reason) => (
      said.push(`fail: ${reason}`),
      stopping.abort(),
      'failed'
    ),
    markCancelled: note('cancelled'),
    release: note('release'),
    enqueueForHouse: async () => job(),
    releaseAll: async () => 0,
    ...queueMore,
  }
  const onError = vi.fn()
  await runJobs({
    queue,
    events: { publish: async () => {}, subscribe: async () => async () => {} },
    handlers: new Proxy({} as Record<JobKind, JobHandler>, { get: () => handler }),
    workerId: 'test',
    onError,
    signal: stopping.signal,
    pollMs: 5,
  })
  return { said, onError, stopping }
}

test('work that ends well is complete', async () => {
  const { said } = await runOnce({ run: async () => {} })
  expect(said).toEqual(['complete'])
})

test('a fault is told to us, and people get a sentence that quotes nothing of it', async () => {
  const giveUp = vi.fn(async () => {})
  const fault = new Error('column "secret" of patient Doe')
  const { said, onError } = await runOnce({ run: () => Promise.reject(fault), giveUp })
  expect(said[0]).toMatch(/^fail: Something went wrong/)
  expect(onError).toHaveBeenCalledWith(fault, expect.anything())
  expect(giveUp).toHaveBeenCalledOnce()
})

test('a job with which processes died too often is not begun again', async () => {
  const run = vi.fn(async () => {})
  const { said } = await runOnce({ run }, { attempts: 4 })
  expect(run).not.toHaveBeenCalled()
  expect(said[0]).toMatch(/interrupted several times/)
})

test('a job that someone cancels is aborted at its next heartbeat', async () => {
  const run: JobHandler['run'] = (_job, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const { said } = await runOnce({ run }, {}, { heartbeat: async () => 'cancel' })
  expect(said).toEqual(['cancelled'])
})
