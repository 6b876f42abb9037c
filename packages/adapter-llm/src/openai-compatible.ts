import OpenAI from 'openai'
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import { toPieces } from './chat-chunk.ts'
import type { Exchange } from './completion.ts'
import type { Connection } from './connection.ts'

export interface OpenAICompatible {
  /** With the path, as in `http://localhost:8080/v1`. */
  baseUrl: string
  apiKey: string
  model: string
  connection: Connection
  /** Parameters that only this vendor knows. */
  extra?: object | undefined
}

export function openAICompatible({
  baseUrl,
  apiKey,
  model,
  connection,
  extra,
}: OpenAICompatible): Exchange {
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: connection.timeouts.total,
    logLevel: 'off',
    fetch: connection.fetch,
    defaultHeaders: anonymousHeaders,
    ...nothingFromTheEnvironment,
  })

  return async function* ({ messages, maxTokens, temperature, signal }) {
    const body: ChatCompletionCreateParamsStreaming = {
      model,
      messages,
      max_tokens: maxTokens,
      temperature,
      stream: true,
      stream_options: { include_usage: true },
      ...extra,
    }
    yield* toPieces(await client.chat.completions.create(body, { signal }))
  }
}

/** Another account's ids and keys, meant for OpenAI, must not travel to another server. */
const nothingFromTheEnvironment = {
  organization: null,
  project: null,
  adminAPIKey: null,
  webhookSecret: null,
}

/** Leaves out what the SDKs tell of this machine. */
export const anonymousHeaders: Record<string, null> = Object.fromEntries(
  ['Lang', 'OS', 'Arch', 'Runtime', 'Runtime-Version', 'Package-Version'].map((part) => [
    `X-Stainless-${part}`,
    null,
  ]),
)
