export interface ChatMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

export interface CompletionRequest {
  messages: ChatMessage[]
  /** Tokens. */
  maxTokens: number
  /** 0 to 1. */
  temperature: number
  signal: AbortSignal
}

/** Text as it comes, without the model's reasoning, then once the end with what the answer says of itself. */
export type CompletionEvent =
  | { type: 'text'; text: string }
  | {
      type: 'end'
      model: string
      finishReason: 'stop' | 'length' | 'other'
      usage?: TokenUsage | undefined
    }

export interface TokenUsage {
  promptTokens: number
  completionTokens: number
}

/**
 * A server that continues a conversation. One attempt per call, no retries of its own, its own timeouts; throws
 * `AIProviderError` only. Nothing is sent before `complete` is iterated.
 */
export interface AIProvider {
  /** The documented short name that `model_used` shows: `medgemma`, `groq`, `deepseek`, `local`. */
  key: string
  /** As configured. */
  model: string
  /** Host (and port) to which health text goes: what consent is given for. */
  host: string
  /** On this machine or in the private network: needs no consent. */
  isLocal: boolean
  complete(request: CompletionRequest): AsyncIterable<CompletionEvent>
  /** Resolves when the server answers; sends nothing about anybody. Throws as `complete` does. Left out: cannot be asked. */
  probe?(signal: AbortSignal): Promise<void>
}

export type AIFailure =
  | 'unreachable'
  | 'timeout'
  | 'overloaded'
  | 'rate-limited'
  | 'wrong-key'
  | 'no-rights'
  | 'no-balance'
  | 'model-gone'
  | 'refused'
  | 'too-long'
  | 'garbled'
  | 'aborted'

export class AIProviderError extends Error {
  override name = 'AIProviderError'
  readonly failure: AIFailure
  /** Seconds, when the server said so. */
  readonly retryAfter: number | undefined

  constructor(
    failure: AIFailure,
    message: string,
    options: ErrorOptions & { retryAfter?: number | undefined } = {},
  ) {
    super(message, options)
    this.failure = failure
    this.retryAfter = options.retryAfter
  }
}
