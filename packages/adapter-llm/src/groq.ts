import Groq from 'groq-sdk'
import type { AIProvider, CompletionRequest } from '@phrm/core'
import { toPieces } from './chat-chunk.ts'
import { createProvider, type Piece } from './completion.ts'
import { openConnection, type ConnectionOptions } from './connection.ts'
import { toEndpoint } from './endpoint.ts'
import { anonymousHeaders } from './openai-compatible.ts'
import { probeModels } from './probe.ts'

export interface GroqOptions extends ConnectionOptions {
  apiKey: string
  /** `openai/gpt-oss-120b` unless told. */
  model?: string | undefined
  /** Without the path `/openai/v1`, which the SDK adds. */
  baseUrl?: string | undefined
}

export function groqProvider(options: GroqOptions): AIProvider {
  const { apiKey, model = 'openai/gpt-oss-120b' } = options
  const endpoint = toEndpoint(options.baseUrl ?? 'https://api.groq.com')
  const connection = openConnection(options)
  const client = new Groq({
    apiKey,
    baseURL: endpoint.href,
    maxRetries: 0,
    timeout: connection.timeouts.total,
    // It would print what it cannot parse.
    logLevel: 'off',
    defaultHeaders: anonymousHeaders,
    fetch: connection.fetch,
  })
  const baseUrl = new URL('openai/v1', `${endpoint.href.replace(/\/+$/, '')}/`).href
  const probe = probeModels({ baseUrl, apiKey, connection })
  const about = { key: 'groq', model, host: endpoint.host, isLocal: false, probe }
  return createProvider(about, connection, exchange)

  async function* exchange({
    messages,
    maxTokens,
    temperature,
    signal,
  }: CompletionRequest): AsyncGenerator<Piece> {
    const chunks = await client.chat.completions.create(
      {
        model,
        messages,
        max_completion_tokens: maxTokens,
        temperature,
        stream: true,
        ...reasoning(model),
      },
      { signal },
    )
    yield* toPieces(chunks)
  }
}

/** Each family has its own switch, and refuses that of the other; a model that does not reason refuses both. */
function reasoning(model: string) {
  // Their reasoning counts as reply, so it is kept short.
  if (/gpt-oss/.test(model)) return { include_reasoning: false, reasoning_effort: 'low' } as const
  if (/qwen3|qwq|deepseek-r1/.test(model)) return { reasoning_format: 'parsed' } as const
  return {}
}
