import { AIProviderError } from '@phrm/core'
import type { Timeouts } from './connection.ts'

/** One try at an answer: what may still be waited for, and for how long. */
export interface Attempt {
  /** Ends when the caller, a timeout or `end` says so; its reason is an `AIProviderError`. */
  signal: AbortSignal
  /** From now on the next piece may take so many milliseconds. */
  allow(ms: number): void
  /** The pieces, and the reason of `signal` as an error as soon as it has ended, whatever the source does. */
  watch<T>(source: AsyncIterable<T>): AsyncGenerator<T>
  /** Closes the connection if it is still open. */
  end(): void
}

export function startAttempt(caller: AbortSignal, { firstToken, total }: Timeouts): Attempt {
  const controller = new AbortController()
  const { signal } = controller
  const giveUp = () => controller.abort(new AIProviderError('aborted', 'The caller gave up.'))
  const runOut = (ms: number) => () =>
    controller.abort(new AIProviderError('timeout', `Nothing within ${ms} ms.`))
  let allowed = firstToken
  let deadline = performance.now() + firstToken

  caller.addEventListener('abort', giveUp, { once: true })
  if (caller.aborted) giveUp()
  const whole = setTimeout(runOut(total), total)

  async function next<T>(iterator: AsyncIterator<T>): Promise<IteratorResult<T>> {
    signal.throwIfAborted()
    const timer = setTimeout(runOut(allowed), deadline - performance.now())
    const ended = rejectOnAbort(signal)
    try {
      return await Promise.race([iterator.next(), ended.promise])
    } finally {
      clearTimeout(timer)
      ended.forget()
    }
  }

  return {
    signal,
    allow(ms) {
      allowed = ms
      deadline = performance.now() + ms
    },
    async *watch<T>(source: AsyncIterable<T>) {
      const iterator = source[Symbol.asyncIterator]()
      for (;;) {
        const result = await next(iterator)
        if (result.done) return
        yield result.value
      }
    },
    end() {
      clearTimeout(whole)
      caller.removeEventListener('abort', giveUp)
      controller.abort()
    },
  }
}

function rejectOnAbort(signal: AbortSignal) {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  return { promise, forget: () => signal.removeEventListener('abort', onAbort) }
}
