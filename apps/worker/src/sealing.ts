import type { WorkerOptions } from './worker-options.ts'

/** Milliseconds in which a row of the log is sealed. */
const pause = 3000

/** Beside the jobs, which can take minutes, and without rows in their queue: it would hold more of them than the log. */
export function startSealing({ sealAudit, onError }: Pick<WorkerOptions, 'sealAudit' | 'onError'>) {
  let timer: NodeJS.Timeout | undefined
  let sealing = Promise.resolve()
  let stopped = false

  const seal = async (): Promise<void> => {
    try {
      await sealAudit()
    } catch (error) {
      // What could not be sealed now is sealed the next time.
      onError(error, { id: 0, kind: 'purge-deleted' })
    }
  }
  const next = (): void => {
    timer = setTimeout(() => {
      sealing = seal().finally(() => {
        if (!stopped) next()
      })
    }, pause)
  }
  next()

  return {
    /** Seals what is left. */
    stop: async (): Promise<void> => {
      stopped = true
      clearTimeout(timer)
      await sealing
      await seal()
    },
  }
}
