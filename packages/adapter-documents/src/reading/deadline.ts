export interface Deadline {
  extend(seconds: number): void
  passed: boolean
  clear(): void
}

/** Calls back once the given time and all that was added to it are over. */
export function createDeadline(seconds: number, onPassed: () => void): Deadline {
  const started = performance.now()
  let allowed = seconds
  let timer = setTimeout(pass, seconds * 1000)
  const deadline: Deadline = {
    passed: false,
    extend(more) {
      allowed += more
      clearTimeout(timer)
      timer = setTimeout(pass, allowed * 1000 - (performance.now() - started))
    },
    clear: () => clearTimeout(timer),
  }
  function pass(): void {
    deadline.passed = true
    onPassed()
  }
  return deadline
}
