import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { ApiError, toApiError } from './problem.ts'

export interface ServerEvent {
  /** `message` when the server named none. */
  event: string
  data: unknown
}

export interface EventStreamOptions {
  /** GET, or POST when there is a body. */
  body?: unknown
  signal?: AbortSignal | undefined
  /** Adds the bearer; called again for every connection, so that a new token is used after the old one ran out. */
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds before a GET stream that broke off is opened again, unless the server says otherwise. */
  reconnectAfter?: number
}

const maxReconnections = 5
const maxEventCharacters = 4_000_000

/**
 * Server-sent events over fetch, because EventSource can neither POST nor send a bearer. Leaving the loop or
 * aborting closes the connection. A GET stream that breaks off is resumed with Last-Event-ID; a POST is never sent
 * twice, since it may have been acted upon. Throws `ApiError`, or what fetch throws.
 */
export async function* openEventStream(
  url: string,
  options: EventStreamOptions,
): AsyncGenerator<ServerEvent, void, undefined> {
  const memory = { lastEventId: '', reconnectAfter: options.reconnectAfter ?? 1000 }
  for (let failures = 0; ; failures++) {
    try {
      for await (const message of connect(url, options, memory)) {
        failures = 0
        yield { event: message.event ?? 'message', data: JSON.parse(message.data) as unknown }
      }
    } catch (error) {
      if (!mayReconnect(error, options, failures)) throw error
    }
    if (options.body !== undefined || failures >= maxReconnections) return
    await pause(memory.reconnectAfter * 2 ** failures, options.signal)
  }
}

interface ConnectionMemory {
  lastEventId: string
  reconnectAfter: number
}

async function* connect(url: string, options: EventStreamOptions, memory: ConnectionMemory) {
  const response = await options.fetch(url, toRequest(options, memory.lastEventId))
  if (!response.ok || !response.body) throw await toApiError(response)
  yield* readMessages(response.body, memory, options.signal)
}

function toRequest({ body, signal }: EventStreamOptions, lastEventId: string): RequestInit {
  const headers: Record<string, string> = { Accept: 'text/event-stream' }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (lastEventId) headers['Last-Event-ID'] = lastEventId
  return {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }
}

/** Reads with a reader, as older Safari cannot iterate a stream; the decoder keeps characters cut by a chunk. */
async function* readMessages(
  body: ReadableStream<Uint8Array>,
  memory: ConnectionMemory,
  signal: AbortSignal | undefined,
) {
  const messages: EventSourceMessage[] = []
  const parser = createParser({
    onEvent: (message) => messages.push(message),
    onId: (id) => (memory.lastEventId = id),
    onRetry: (milliseconds) => (memory.reconnectAfter = milliseconds),
    maxBufferSize: maxEventCharacters,
  })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  const hangUp = () => void reader.cancel().catch(() => undefined)
  signal?.addEventListener('abort', hangUp)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal?.throwIfAborted()
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      yield* messages.splice(0)
    }
  } finally {
    signal?.removeEventListener('abort', hangUp)
    await reader.cancel().catch(() => undefined)
  }
}

function mayReconnect(error: unknown, { body, signal }: EventStreamOptions, failures: number) {
  if (body !== undefined || signal?.aborted || error instanceof SyntaxError) return false
  const isRefused = error instanceof ApiError && error.status > 0 && error.status < 500
  return !isRefused && failures < maxReconnections
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
    if (signal?.aborted) reject(signal.reason as Error)
  })
}
