import type { ChatMessage } from '@phrm/core'

/** The body of a chat request in OpenAI's protocol, and what Groq and DeepSeek add. */
export interface ChatBody {
  model: string
  messages: ChatMessage[]
  stream?: boolean
  max_tokens?: number
  max_completion_tokens?: number
  temperature?: number
  include_reasoning?: boolean
  reasoning_format?: string
  thinking?: { type: string }
}

/** What is wrong with a body that only claims to be one. */
export function findFlaw(
  body: ChatBody,
  { known, alternates = false }: { known?: string[]; alternates?: boolean } = {},
): string | undefined {
  if (typeof body !== 'object' || body === null) return 'body is not a JSON object'
  const unknown = known && Object.keys(body).find((name) => !known.includes(name))
  if (unknown) return `property '${unknown}' is unsupported`
  if (typeof body.model !== 'string' || !body.model) return 'model'
  return flawOfNumbers(body) ?? flawOfMessages(body.messages, alternates)
}

function flawOfNumbers(body: ChatBody): string | undefined {
  const { max_tokens: tokens = 1, max_completion_tokens: completion = 1, temperature = 1 } = body
  if (!(Number.isInteger(tokens) && tokens > 0)) return 'max_tokens'
  if (!(Number.isInteger(completion) && completion > 0)) return 'max_completion_tokens'
  if (!(temperature >= 0 && temperature <= 2)) return 'temperature'
  return body.stream === undefined || typeof body.stream === 'boolean' ? undefined : 'stream'
}

function flawOfMessages(messages: ChatMessage[], alternates: boolean): string | undefined {
  if (!Array.isArray(messages) || messages.length === 0) return 'messages'
  const bad = messages.findIndex(
    ({ role, content }) =>
      !['system', 'user', 'assistant'].includes(role) || typeof content !== 'string',
  )
  if (bad >= 0) return `messages[${bad}]`
  const turns = messages[0]?.role === 'system' ? messages.slice(1) : messages
  const byTurns = turns.every(({ role }, i) => role === (i % 2 === 0 ? 'user' : 'assistant'))
  if (alternates && !(turns.length > 0 && byTurns))
    return 'Conversation roles must alternate user/assistant/user/assistant/...'
  return undefined
}

/** A tokenizer's count, roughly. */
export function countTokens(messages: ChatMessage[]): number {
  return Math.ceil(messages.reduce((sum, { content }) => sum + content.length, 0) / 4)
}
