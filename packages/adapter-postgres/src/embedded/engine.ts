import { unavailable } from '../connection/database-error.ts'
import type { EngineThread } from './engine-thread.ts'

/** The embedded database across the lives of its thread. */
export interface Engine {
  /** The living thread, started anew when the last one has ended. */
  thread(): Promise<EngineThread>
  close(): Promise<void>
}

export interface EngineOptions {
  start: () => Promise<EngineThread>
  /** False for a database in memory, which ends with its thread. */
  isLasting: boolean
  /** Told of a thread that ended and should not have; the cause says why. */
  onEnd?: (reason: Error) => void
}

export function createEngine({ start, isLasting, onEnd = () => {} }: EngineOptions): Engine {
  let current: Promise<EngineThread> | undefined
  let lost: Error | undefined
  let isClosing = false

  return {
    async thread() {
      if (isClosing || lost) throw unavailable(lost)
      current ??= start().then(follow, forget)
      return current
    },
    async close() {
      if (isClosing) return
      isClosing = true
      await (await current?.catch(() => undefined))?.close()
    },
  }

  function follow(thread: EngineThread): EngineThread {
    void awaitEnd(thread)
    return thread
  }

  async function awaitEnd(thread: EngineThread): Promise<void> {
    const reason = await thread.ended
    current = undefined
    if (isClosing) return
    if (!isLasting) lost = reason
    onEnd(reason)
  }

  function forget(error: unknown): never {
    current = undefined
    throw error
  }
}
