import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { AIProviderError, type AIProvider, type ChatMessage } from './ai-provider.ts'
import { disclaimer, type Answer, type AssistantEvent } from './answer.ts'
import type { Asked } from './asked.ts'
import { auditAttempt, type Attempt } from './audit-attempt.ts'
import { toMessages } from './prompt.ts'
import { resolveCitations, type Source } from './sources.ts'

const maxAnswerTokens = 1200

/** One attempt each. A provider that failed is followed by the next; what it had written already is void. */
export function askProviders(ports: Ports) {
  const audited = auditAttempt(ports)

  return async function* (asked: Asked): AsyncGenerator<AssistantEvent> {
    const messages = toMessages({
      ...asked,
      ...asked.question,
      today: ports.now(),
      tag: ports.newToken().slice(0, 10),
    })
    yield { type: 'sources', citations: asked.sources.map(({ citation }) => citation) }
    const failed: string[] = []
    for (const provider of asked.allowed) {
      const attempt = await audited(asked, provider, messages, failed.at(-1))
      try {
        return yield* attemptOnce(provider, messages, asked, attempt)
      } catch (error) {
        if (!(error instanceof AIProviderError) || error.failure === 'aborted') throw error
        if (attempt.written() > 0)
          yield { type: 'restart', reason: `${provider.host} stopped in the middle.` }
        failed.push(provider.host)
      } finally {
        await attempt.close()
      }
    }
    throw allFailed(failed)
  }

  async function* attemptOnce(
    provider: AIProvider,
    messages: ChatMessage[],
    { question, sources }: Asked,
    attempt: Attempt,
  ): AsyncGenerator<AssistantEvent> {
    const { signal } = question
    let text = ''
    const request = { messages, maxTokens: maxAnswerTokens, temperature: 0.2, signal }
    for await (const event of attempt.watch(provider.complete(request))) {
      if (event.type === 'end') continue
      text += event.text
      yield { type: 'text', text: event.text }
    }
    yield { type: 'done', answer: toAnswer(text, provider, sources, attempt.modelAnswered()) }
  }

  function toAnswer(
    text: string,
    { key, host, isLocal }: AIProvider,
    sources: Source[],
    model: string | undefined,
  ): Answer {
    const { text: response, cited } = resolveCitations(text, sources)
    const notice = cited.length === 0 ? uncited : undefined
    const made = { modelUsed: key, model, host, isLocal, timestamp: ports.now() }
    return { response, citations: cited, disclaimer, notice, ...made }
  }
}

const uncited = 'This answer names no source in your records. Take it as general knowledge.'

function allFailed(hosts: string[]): DomainError {
  return new DomainError(
    'ai-unavailable',
    `No answer came from ${hosts.join(' or ')}. Your records were searched; ask without a model to see the passages.`,
  )
}
