import type { TokenUsage } from '@phrm/core'
import type { Piece } from './completion.ts'
import { toStreamFailure } from './failure.ts'

/** Translates the chunks of OpenAI's chat protocol, which Groq, DeepSeek and Hugging Face speak with dialects. */
export async function* toPieces(chunks: AsyncIterable<unknown>): AsyncGenerator<Piece> {
  for await (const chunk of chunks) yield toPiece(chunk as Chunk)
}

/** What a server should send; any part may be missing or of another type. */
interface Chunk {
  model?: unknown
  error?: unknown
  choices?: { delta?: Delta; finish_reason?: unknown }[]
  usage?: Usage
  /** Groq's older place for it. */
  x_groq?: { usage?: Usage }
}

/** `reasoning` is Groq's name and that of OpenRouter and vLLM, `reasoning_content` DeepSeek's. */
type Delta = { content?: unknown; reasoning?: unknown; reasoning_content?: unknown }
type Usage = { prompt_tokens?: unknown; completion_tokens?: unknown } | null

function toPiece(chunk: Chunk): Piece {
  if (chunk?.error) throw toStreamFailure(chunk.error)
  const choice = Array.isArray(chunk?.choices) ? chunk.choices[0] : undefined
  const delta: Delta = choice?.delta ?? {}
  return {
    text: toText(delta.content),
    isThinking: Boolean(delta.reasoning || delta.reasoning_content),
    model: toText(chunk?.model),
    finishReason: toText(choice?.finish_reason),
    usage: toUsage(chunk?.usage ?? chunk?.x_groq?.usage),
  }
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}

function toUsage(usage: Usage | undefined): TokenUsage | undefined {
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = usage ?? {}
  if (typeof promptTokens !== 'number' || typeof completionTokens !== 'number') return undefined
  return { promptTokens, completionTokens }
}
