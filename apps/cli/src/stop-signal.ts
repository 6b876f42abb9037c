/** Resolves when somebody wants the process to end: a signal, or the one that started it is gone. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => resolve()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
    process.once('disconnect', stop)
    // A channel keeps the process alive; it shall only tell.
    process.channel?.unref()
  })
}
