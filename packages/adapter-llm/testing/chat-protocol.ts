import { countTokens, findFlaw, type ChatBody } from './chat-body.ts'
import type { Protocol, Refusal, Served } from './vendor-protocol.ts'

export interface Dialect {
  path: string
  models: string[]
  toServed?(asked: string): string
  unknownModel(asked: string): [status: number, message: string, code: string]
  /** Tokens. */
  contextSize: number
  alternates?: boolean
  /** Parameters; others are refused. Without a list, others are ignored. */
  known?: string[]
  thinks?(body: ChatBody): boolean
  /** What the vendor refuses beside, if anything. */
  check?(body: ChatBody): string | undefined
}

/** OpenAI's chat protocol in a vendor's dialect. */
export function chatProtocol({ apiKey }: Served, dialect: Dialect): Protocol {
  const { path, models, toServed = (asked) => asked } = dialect
  const error = (message: string, code: string) => ({
    error: { message, type: 'invalid_request_error', code },
  })
  const refuse = (status: number, message: string, code: string): Refusal => ({
    status,
    body: error(message, code),
  })

  return {
    completionPath: path,
    format: 'server-sent-events',
    servedModel: toServed(models[0] ?? ''),
    error,
    gone: (model) => refuse(...dialect.unknownModel(model)),
    about: (method, asked) => refuse(404, `Unknown request URL: ${method} ${asked}`, 'unknown_url'),
    accept(received, headers) {
      if (headers.authorization !== `Bearer ${apiKey}`)
        return refuse(401, 'Invalid API Key', 'invalid_api_key')
      if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
        return refuse(415, 'Expected application/json', 'unsupported_media_type')
      const body = received as ChatBody
      const flaw = findFlaw(body, dialect) ?? dialect.check?.(body)
      if (flaw) return refuse(400, `Invalid request: ${flaw}`, 'invalid_request_error')
      if (!models.some((model) => model === body.model || model === toServed(body.model)))
        return refuse(...dialect.unknownModel(body.model))
      if (countTokens(body.messages) + (body.max_tokens ?? 0) > dialect.contextSize)
        return refuse(
          400,
          `This model's maximum context length is ${dialect.contextSize} tokens.`,
          'context_length_exceeded',
        )
      const { messages, stream = false } = body
      return {
        model: toServed(body.model),
        messages,
        stream,
        thinks: dialect.thinks?.(body) ?? false,
      }
    },
  }
}
