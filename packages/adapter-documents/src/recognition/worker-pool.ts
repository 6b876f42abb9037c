export interface WorkerPool<T> {
  /** Waits for a free worker. One that fails is replaced. */
  use<R>(work: (worker: T) => Promise<R>): Promise<R>
  close(): Promise<void>
}

/** At most `size` workers, opened when needed and replaced after `lifetime` uses. */
export function createWorkerPool<T extends { terminate(): Promise<unknown> }>(
  size: number,
  lifetime: number,
  open: () => Promise<T>,
): WorkerPool<T> {
  const idle: { worker: T; uses: number }[] = []
  const waiting: (() => void)[] = []
  let busy = 0

  async function use<R>(work: (worker: T) => Promise<R>): Promise<R> {
    while (busy >= size) await new Promise<void>((resolve) => waiting.push(resolve))
    busy += 1
    try {
      const taken = idle.pop() ?? { worker: await open(), uses: 0 }
      return await useOnce(taken, work)
    } finally {
      busy -= 1
      waiting.shift()?.()
    }
  }

  async function useOnce<R>(taken: { worker: T; uses: number }, work: (worker: T) => Promise<R>) {
    try {
      const result = await work(taken.worker)
      taken.uses += 1
      if (taken.uses < lifetime) idle.push(taken)
      else await taken.worker.terminate()
      return result
    } catch (error) {
      await taken.worker.terminate()
      throw error
    }
  }

  return {
    use,
    close: async () => {
      await Promise.all(idle.splice(0).map(({ worker }) => worker.terminate()))
    },
  }
}
