import { hostname } from 'node:os'
import { runJobs } from '@phrm/core'
import { startSealing } from './sealing.ts'
import { startTimetable } from './timetable.ts'
import type { WorkerOptions } from './worker-options.ts'

export interface Worker {
  /** Hands the job in hand back to the queue and ends. */
  stop(): Promise<void>
}

/**
 * Takes jobs until it is stopped, one at a time: a document takes both cores of a small machine for itself. The heavy
 * part runs in child processes, so a worker may live beside the server.
 */
export function startWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController()
  const workerId = `${hostname()}:${process.pid}`
  const running = runJobs({ ...options, workerId, signal: stopping.signal })
  const timetable = startTimetable(options)
  const sealing = startSealing(options)
  return {
    stop: async () => {
      timetable.stop()
      stopping.abort()
      await running
      await sealing.stop()
    },
  }
}
