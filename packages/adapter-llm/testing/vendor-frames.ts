import { countTokens } from './chat-body.ts'
import type { Completion, Protocol } from './vendor-protocol.ts'

/** The messages of which a streamed answer consists, as the vendor writes them. */
export interface Frames {
  contentType: string
  text(text: string): string
  thinking(text: string): string
  end(text: string): string
  error(body: unknown): string
  /** Noise that keeps a proxy from closing the connection. */
  keepAlive: string
  /** The whole answer at once, for a request that wants no stream. */
  whole(text: string): string
}

export function framesFor(format: Protocol['format'], completion: Completion): Frames {
  return format === 'lines' ? ollamaLines(completion) : serverSentEvents(completion)
}

function serverSentEvents({ model, messages }: Completion): Frames {
  const about = { id: 'chatcmpl-1', created: 1_790_000_000, model }
  const event = (body: unknown) => `data: ${JSON.stringify(body)}\n\n`
  const chunk = (delta: object, finish_reason: string | null = null) =>
    event({
      ...about,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason }],
    })
  const usage = (text: string) => ({
    prompt_tokens: countTokens(messages),
    completion_tokens: Math.ceil(text.length / 4),
    total_tokens: countTokens(messages) + Math.ceil(text.length / 4),
  })
  const message = (content: string) => ({ role: 'assistant', content })
  const choices = (text: string) => [{ index: 0, message: message(text), finish_reason: 'stop' }]

  return {
    contentType: 'text/event-stream; charset=utf-8',
    text: (content) => chunk({ content }),
    thinking: (reasoning_content) => chunk({ content: null, reasoning_content }),
    end: (text) =>
      chunk({}, 'stop') + event({ ...about, choices: [], usage: usage(text) }) + 'data: [DONE]\n\n',
    error: event,
    keepAlive: ': keep-alive\n\n',
    whole: (text) =>
      JSON.stringify({
        ...about,
        object: 'chat.completion',
        choices: choices(text),
        usage: usage(text),
      }),
  }
}

function ollamaLines({ model, messages }: Completion): Frames {
  const line = (body: object) => JSON.stringify(body) + '\n'
  const message = (content: string, thinking?: string) => ({
    model,
    created_at: '2026-11-22T12:00:00Z',
    message: { role: 'assistant', content, thinking },
  })
  const end = (text: string) => ({
    done: true,
    done_reason: 'stop',
    prompt_eval_count: countTokens(messages),
    eval_count: Math.ceil(text.length / 4),
  })

  return {
    contentType: 'application/x-ndjson',
    text: (content) => line({ ...message(content), done: false }),
    thinking: (thinking) => line({ ...message('', thinking), done: false }),
    end: (text) => line({ ...message(''), ...end(text) }),
    error: (body) => line(body as object),
    keepAlive: '\n',
    whole: (text) => line({ ...message(text), ...end(text) }),
  }
}
