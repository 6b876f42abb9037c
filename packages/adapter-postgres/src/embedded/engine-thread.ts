import { Worker } from 'node:worker_threads'
import { unavailable } from '../connection/database-error.ts'
import type { PGliteSettings } from './pglite.ts'
import type { Reply, Request } from './worker.ts'

/** One life of the thread that PGlite runs in. */
export interface EngineThread {
  /** Bytes of the wire protocol, and the database's answer to them. Rejects when the thread ends first. */
  send(bytes: Uint8Array): Promise<Uint8Array>
  /** Rolls back and forgets whatever the last client left. */
  reset(): Promise<void>
  /** Closes the database properly, then ends the thread. */
  close(): Promise<void>
  terminate(reason: Error): void
  /** Resolves when the thread has ended, whatever ended it, with DomainError `unavailable` and the reason as cause. */
  readonly ended: Promise<Error>
}

interface Waiting {
  resolve(reply: Reply): void
  reject(error: Error): void
}

/**
 * Starts the thread and resolves when the database is open. PGlite can neither cancel a statement nor time one out, so a
 * thread that gives no answer for `answerTimeout` milliseconds is ended: what was committed is on the disk.
 */
export async function startEngineThread(
  settings: PGliteSettings,
  answerTimeout: number,
): Promise<EngineThread> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: settings,
    execArgv: [],
    name: 'phrm-database',
  })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let watchdog: NodeJS.Timeout | undefined
  let hasEnded = false
  let reason = new Error('The embedded database has stopped.')

  const ended = new Promise<Error>((resolve) =>
    worker.once('exit', () => resolve(unavailable(reason))),
  )
  worker.on('error', (error) => (reason = error))
  worker.on('message', settle)
  void ended.then(rejectAll)

  const opened = wait(0)
  await opened.catch((error: unknown) => {
    terminate(error as Error)
    throw error
  })
  return {
    ended,
    terminate,
    async send(bytes) {
      const copy = new Uint8Array(bytes)
      const reply = await post({ id: ++lastId, kind: 'send', bytes: copy }, [copy.buffer])
      return reply.bytes ?? new Uint8Array()
    },
    async reset() {
      await post({ id: ++lastId, kind: 'reset' })
    },
    async close() {
      await post({ id: ++lastId, kind: 'close' })
      await worker.terminate()
    },
  }

  async function post(request: Request, transfer: ArrayBuffer[] = []): Promise<Reply> {
    if (hasEnded) throw unavailable(reason)
    worker.postMessage(request, transfer)
    if (waiting.size === 0) watch()
    return wait(request.id)
  }

  function wait(id: number): Promise<Reply> {
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  }

  function settle({ id, error, ...reply }: Reply): void {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (error === undefined) resolve?.({ id, ...reply })
    else reject?.(new Error(error))
    clearTimeout(watchdog)
    if (waiting.size > 0) watch()
  }

  function watch(): void {
    const seconds = answerTimeout / 1_000
    const tooLong = new Error(`The embedded database gave no answer for ${seconds} s.`)
    watchdog = setTimeout(() => terminate(tooLong), answerTimeout)
  }

  function terminate(error: Error): void {
    reason = error
    void worker.terminate()
  }

  function rejectAll(error: Error): void {
    hasEnded = true
    clearTimeout(watchdog)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
}
