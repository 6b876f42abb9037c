import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { DomainError } from '@phrm/core'

/** Milliseconds; who asks gives up a connection on which nothing comes for minutes. */
const breath = 10_000

/**
 * JSON of what the work answers, `{"imported": …}`, or `{"refusal": "…"}` for what it says to people. Until it is there a blank
 * is sent now and then, which JSON does not mind.
 */
export function keepWaiting(work: Promise<unknown>): Readable {
  return Readable.from(answer(work), { objectMode: false })
}

async function* answer(work: Promise<unknown>): AsyncGenerator<string> {
  const ended = work.then(
    (imported) => JSON.stringify({ imported }),
    (error: unknown) => JSON.stringify({ refusal: toWords(error) }),
  )
  for (;;) {
    const stop = new AbortController()
    const text = await Promise.race([
      ended,
      wait(breath, undefined, { signal: stop.signal, ref: false }),
    ])
    stop.abort()
    if (text !== undefined) return yield text
    yield ' '
  }
}

function toWords(error: unknown): string {
  return error instanceof DomainError
    ? error.message
    : 'The archive could not be read: is it there, and may the server open it?'
}
