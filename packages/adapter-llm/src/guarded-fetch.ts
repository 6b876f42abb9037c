import { ReadableStream } from 'node:stream/web'
import { AIProviderError } from '@phrm/core'
import { toHttpFailure } from './failure.ts'

export type Fetch = typeof globalThis.fetch

/**
 * Stands between a vendor's SDK and the network, so that what goes wrong has one meaning whoever's SDK it is: a status
 * that is not 2xx, a redirect, a cut connection and a response without end all throw `AIProviderError`.
 */
export function guardFetch(fetch: Fetch, maxBytes: number): Fetch {
  return async (input, init) => {
    const response = await send(fetch, input, init)
    if (response.ok) return bounded(response, maxBytes)
    throw toHttpFailure(response.status, response.headers, await readReason(response))
  }
}

async function send(fetch: Fetch, ...[input, init]: Parameters<Fetch>): Promise<Response> {
  try {
    // Health text goes to the configured host and nowhere else.
    return await fetch(input, { ...init, redirect: 'manual' })
  } catch (error) {
    if (init?.signal?.aborted) throw error
    throw new AIProviderError('unreachable', `No connection${errorCode(error)}.`)
  }
}

function errorCode(error: unknown): string {
  const { code } = ((error as Error).cause ?? error) as { code?: unknown }
  return typeof code === 'string' ? ` (${code})` : ''
}

function bounded({ status, headers, body }: Response, maxBytes: number): Response {
  const limited = body && ReadableStream.from(limit(body, maxBytes))
  return new Response(limited as Response['body'], { status, headers })
}

async function* limit(body: AsyncIterable<Uint8Array>, maxBytes: number) {
  let received = 0
  try {
    for await (const chunk of body) {
      received += chunk.byteLength
      if (received > maxBytes)
        throw new AIProviderError('garbled', `The response is larger than ${maxBytes} bytes.`)
      yield chunk
    }
  } catch (error) {
    if (error instanceof AIProviderError) throw error
    throw new AIProviderError('unreachable', `The connection was cut${errorCode(error)}.`)
  }
}

const maxReasonBytes = 64 * 1024

/** The body of a refusal, as far as it is of use. */
async function readReason(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of limit(response.body ?? ReadableStream.from([]), maxReasonBytes))
      text += decoder.decode(chunk, { stream: true })
  } catch {
    // Cut or endless: the status says enough.
  }
  return text
}
