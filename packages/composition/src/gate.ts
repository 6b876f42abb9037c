/** Lets `atOnce` run, makes `waiting` more wait in order, and calls `refuse` for everyone beyond. */
export function createGate(atOnce: number, waiting: number, refuse: () => never) {
  const queue: (() => void)[] = []
  let running = 0

  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) {
      if (queue.length >= waiting) refuse()
      await new Promise<void>((resolve) => queue.push(resolve))
    }
    running += 1
    try {
      return await work()
    } finally {
      running -= 1
      queue.shift()?.()
    }
  }
}
