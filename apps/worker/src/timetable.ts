import type { WorkerOptions } from './worker-options.ts'

const hour = 3_600_000

/** The house's own chores. With several workers each chore waits once: its key is its name. */
export function startTimetable({ queue, onError }: Pick<WorkerOptions, 'queue' | 'onError'>) {
  const enqueue = async (): Promise<void> => {
    await queue.enqueueForHouse({ kind: 'clean-files', payload: {}, uniqueKey: 'clean-files' })
    await queue.enqueueForHouse({ kind: 'purge-deleted', payload: {}, uniqueKey: 'purge-deleted' })
    await queue.enqueueForHouse({ kind: 'end-due', payload: {}, uniqueKey: 'end-due' })
  }
  const look = (): void =>
    void enqueue().catch((error: unknown) => onError(error, { id: 0, kind: 'clean-files' }))
  look()
  const timer = setInterval(look, hour)
  return { stop: (): void => clearInterval(timer) }
}
