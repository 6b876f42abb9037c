/** Lets `atOnce` run, makes `waiting` more wait in order, and calls `refuse` for everyone beyond. */
export function createGate(atOnce: number, waiting: number, refuse: () => never) {
  const queue: (() => void)[] = []
  let running = 0

  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running < atOnce) running += 1
    else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve))
    else refuse()
    try {
      return await work()
    } finally {
      // The place goes to the next one directly, so that nobody who comes now can take it too.
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
