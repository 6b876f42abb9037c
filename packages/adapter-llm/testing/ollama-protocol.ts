import type { ChatMessage } from '@phrm/core'
import { countTokens, findFlaw, type ChatBody } from './chat-body.ts'
import type { Protocol, Served } from './vendor-protocol.ts'

interface OllamaBody extends ChatBody {
  think?: boolean
  truncate?: boolean
  options?: { num_ctx?: number; num_predict?: number; temperature?: number }
}

/** Ollama's own protocol. A model named `…@host` is one that it passes on to that host. */
export function ollamaProtocol({ models = ['medgemma:4b'] }: Served): Protocol {
  const names = models.map((model) => model.split('@') as [string, string?])
  const error = (message: string) => ({ error: message })
  const gone = (model: string) => ({ status: 404, body: error(`model '${model}' not found`) })

  return {
    completionPath: '/api/chat',
    format: 'lines',
    servedModel: names[0]?.[0] ?? '',
    error,
    gone,
    about(method, path) {
      if (method === 'GET' && path === '/api/version')
        return { status: 200, body: { version: '0.14.2' } }
      if (method === 'GET' && path === '/api/tags')
        return { status: 200, body: { models: names.map(toTag) } }
      return { status: 404, body: '404 page not found' }
    },
    accept(received) {
      const body = received as OllamaBody
      const flaw = findFlaw(body)
      if (flaw) return { status: 400, body: error(flaw) }
      const [model] =
        names.find(([name]) => name === body.model || name === `${body.model}:latest`) ?? []
      if (!model) return gone(body.model)
      const window = body.options?.num_ctx ?? 4096
      if (countTokens(body.messages) > window && body.truncate === false)
        return { status: 400, body: error('the input length exceeds the context length') }
      const { stream = true, think = true } = body
      return { model, messages: cut(body.messages, window), stream, thinks: think }
    },
  }
}

function toTag([name, host]: [string, string?]) {
  const remote = host === undefined ? {} : { remote_model: name, remote_host: host }
  return { name, model: name, size: 3_300_000_000, ...remote }
}

/** Without a word, from the front: the oldest messages, then the beginning of the last one. */
function cut(messages: ChatMessage[], window: number): ChatMessage[] {
  const kept = [...messages]
  while (kept.length > 1 && countTokens(kept) > window) kept.shift()
  return kept.map(({ role, content }) => ({ role, content: content.slice(-window * 4) }))
}
