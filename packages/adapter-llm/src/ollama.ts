import { AIProviderError } from '@phrm/core'
import type { Exchange, Piece } from './completion.ts'
import type { Connection } from './connection.ts'
import { toStreamFailure } from './failure.ts'
import { refuseTooLong } from './token-estimate.ts'

export interface OllamaOptions {
  endpoint: URL
  model: string
  /** Then a model that Ollama passes on to its own servers is refused. */
  isLocal: boolean
  contextSize: number
  connection: Connection
}

/** Ollama's own protocol: its OpenAI-compatible one ignores the context size and cuts at 4096 tokens without a word. */
export function ollama({
  endpoint,
  model,
  isLocal,
  contextSize,
  connection: { fetch },
}: OllamaOptions): Exchange {
  return async function* (request) {
    const { messages, maxTokens, temperature, signal } = request
    refuseTooLong(request, contextSize)
    if (isLocal) await refuseRemote(signal)
    const response = await fetch(`${endpoint.origin}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model,
        messages,
        stream: true,
        think: false,
        // Rather an error than a prompt without its beginning.
        truncate: false,
        shift: false,
        options: { num_ctx: contextSize, num_predict: maxTokens, temperature },
      }),
      signal,
    })
    for await (const line of lines(response)) yield toPiece(JSON.parse(line) as Line)
  }

  /** A local name may stand for a remote model, so the name alone proves nothing. */
  async function refuseRemote(signal: AbortSignal): Promise<void> {
    const response = await fetch(`${endpoint.origin}/api/tags`, { signal })
    const { models } = Object(await response.json()) as { models?: Tag[] }
    const tag = models?.find(({ name }) => name === model || name === `${model}:latest`)
    if (tag?.remote_host)
      throw new AIProviderError('no-rights', 'This model does not run here but on a remote host.')
  }
}

interface Tag {
  name?: unknown
  remote_host?: unknown
}

interface Line {
  error?: unknown
  model?: string
  message?: { content?: string; thinking?: string }
  done?: boolean
  done_reason?: string
  prompt_eval_count?: number
  eval_count?: number
}

function toPiece(line: Line): Piece {
  if (line.error) throw toStreamFailure(line)
  return {
    text: line.message?.content,
    isThinking: Boolean(line.message?.thinking),
    model: line.model,
    finishReason: line.done ? (line.done_reason ?? 'stop') : undefined,
    usage: line.done
      ? { promptTokens: line.prompt_eval_count ?? 0, completionTokens: line.eval_count ?? 0 }
      : undefined,
  }
}

async function* lines({ body }: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body ?? []) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    yield* parts.filter((line) => line.trim())
  }
  if (rest.trim()) yield rest
}
