import type { WorkerOptions } from './worker-options.ts'

const hour = 3_600_000
const quarter = hour / 4

/** The house's own chores. With several workers each chore waits once: its key is its name. */
export function startTimetable({ queue, onError }: Pick<WorkerOptions, 'queue' | 'onError'>) {
  const enqueue = async (): Promise<void> => {
    await queue.enqueueForHouse({ kind: 'clean-files', payload: {}, uniqueKey: 'clean-files' })
    await queue.enqueueForHouse({ kind: 'purge-deleted', payload: {}, uniqueKey: 'purge-deleted' })
    await queue.enqueueForHouse({ kind: 'end-due', payload: {}, uniqueKey: 'end-due' })
  }
  const look = (): void =>
    void enqueue().catch((error: unknown) => onError(error, { id: 0, kind: 'clean-files' }))
  // Some time zones are a half or a quarter of an hour beside the others, where it is eight in the morning, too.
  const remind = (): void =>
    void queue
      .enqueueForHouse({ kind: 'send-reminders', payload: {}, uniqueKey: 'send-reminders' })
      .catch((error: unknown) => onError(error, { id: 0, kind: 'send-reminders' }))
  look()
  remind()
  const timers = [setInterval(look, hour), setInterval(remind, quarter)]
  return { stop: (): void => timers.forEach((timer) => clearInterval(timer)) }
}
