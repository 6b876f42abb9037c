import {
  AIProviderError,
  type AIProvider,
  type CompletionEvent,
  type CompletionRequest,
  type TokenUsage,
} from '@phrm/core'
import { startAttempt, type Attempt } from './attempt.ts'
import type { Connection } from './connection.ts'
import { toProviderError } from './failure.ts'
import { reasoningFilter } from './reasoning-filter.ts'
import { toTurns } from './turns.ts'

/** What one message of a vendor's stream says; each vendor's file translates into these. */
export interface Piece {
  text?: string | undefined
  /** Reasoning that the vendor keeps apart from the text: shows only that the model is at work. */
  isThinking?: boolean | undefined
  /** The model that answers, by the vendor's word. */
  model?: string | undefined
  finishReason?: string | undefined
  usage?: TokenUsage | undefined
}

/** Sends one request, once, and translates its answer. Errors of any kind. */
export type Exchange = (request: CompletionRequest) => AsyncIterable<Piece>

/** What all vendors share: patience, hiding of reasoning, one kind of error, one end. */
export function createProvider(
  about: Omit<AIProvider, 'complete'>,
  { timeouts }: Connection,
  exchange: Exchange,
): AIProvider {
  return { ...about, complete }

  async function* complete(request: CompletionRequest): AsyncGenerator<CompletionEvent> {
    const attempt = startAttempt(request.signal, timeouts)
    const answer = openAnswer(about.model)
    try {
      for await (const piece of attempt.watch(send(request, attempt))) {
        const text = answer.add(piece)
        if (text) yield { type: 'text', text }
        if (piece.finishReason) attempt.allow(Math.min(timeouts.idle, maxTail))
        else if (piece.text || piece.isThinking) attempt.allow(timeouts.idle)
      }
    } catch (error) {
      const failure = toProviderError(error, attempt.signal)
      // The text was whole already; only the account of tokens is lost.
      if (!answer.isFinished() || failure.failure === 'aborted') throw failure
    } finally {
      attempt.end()
    }
    yield* answer.close()
  }

  function send(request: CompletionRequest, { signal }: Attempt): AsyncIterable<Piece> {
    return exchange({ ...request, messages: toTurns(request.messages), signal })
  }
}

/** Milliseconds that the count of tokens may take after the last word. */
const maxTail = 2_000

function openAnswer(configuredModel: string) {
  const reasoning = reasoningFilter()
  let model = configuredModel
  let finishReason: string | undefined
  let usage: TokenUsage | undefined
  let isEmpty = true

  function show(text: string): string {
    if (text.trim()) isEmpty = false
    return text
  }

  return {
    add(piece: Piece): string {
      model = piece.model || model
      finishReason = piece.finishReason ?? finishReason
      usage = piece.usage ?? usage
      return show(reasoning.push(piece.text ?? ''))
    },
    isFinished: () => finishReason !== undefined,
    *close(): Generator<CompletionEvent> {
      if (finishReason === undefined)
        throw new AIProviderError('garbled', 'The answer stopped without an end.')
      const rest = show(reasoning.end())
      if (isEmpty) throw new AIProviderError('garbled', 'The answer is empty.')
      if (rest) yield { type: 'text', text: rest }
      yield { type: 'end', model, finishReason: toFinishReason(finishReason), usage }
    },
  }
}

function toFinishReason(reason: string): 'stop' | 'length' | 'other' {
  if (reason === 'length') return 'length'
  return reason === 'stop' || reason === 'eos_token' ? 'stop' : 'other'
}
