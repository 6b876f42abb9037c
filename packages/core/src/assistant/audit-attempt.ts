import type { AIOutcome } from '../audit/audit.ts'
import type { Ports } from '../ports.ts'
import {
  AIProviderError,
  type AIProvider,
  type ChatMessage,
  type CompletionEvent,
} from './ai-provider.ts'
import type { Asked } from './asked.ts'

export interface Attempt {
  /** Passes the events on and remembers what the audit has to know. */
  watch(events: AsyncIterable<CompletionEvent>): AsyncIterable<CompletionEvent>
  /** Characters so far. */
  written(): number
  modelAnswered(): string | undefined
  /** Writes how it ended; also when the listener left in the middle. */
  close(): Promise<void>
}

/** The row exists before a byte is sent, and says how the attempt ended whatever happens. */
export function auditAttempt({ store, now, fingerprint }: Ports) {
  return async (
    { actor, person, sources }: Asked,
    provider: AIProvider,
    messages: ChatMessage[],
    fallbackFrom: string | undefined,
  ): Promise<Attempt> => {
    const begun = now().getTime()
    const id = await store.as(actor, async ({ aiAudit, audit }) => {
      await audit.write({ action: 'ai.call', familyMemberId: person.id, subject: provider.host })
      return aiAudit.begin({
        operation: 'chat',
        familyMemberId: person.id,
        provider: provider.key,
        host: provider.host,
        isLocal: provider.isLocal,
        modelAsked: provider.model,
        inputHmac: fingerprint(messages.map(({ content }) => content).join('\n')),
        recordIds: [...new Set(sources.map(({ citation }) => citation.recordId))],
        documentIds: [...new Set(sources.flatMap(({ citation }) => citation.documentId ?? []))],
        fallbackFrom,
      })
    })
    const seen: AIOutcome = { outcome: 'aborted', responseLength: 0, processingTime: 0 }

    return {
      watch: (events) => observe(events, seen),
      written: () => seen.responseLength,
      modelAnswered: () => seen.modelAnswered,
      close: () => {
        const processingTime = (now().getTime() - begun) / 1000
        return store.as(actor, ({ aiAudit }) => aiAudit.end(id, { ...seen, processingTime }))
      },
    }
  }
}

async function* observe(
  events: AsyncIterable<CompletionEvent>,
  seen: AIOutcome,
): AsyncGenerator<CompletionEvent> {
  try {
    for await (const event of events) {
      if (event.type === 'text') seen.responseLength += event.text.length
      else {
        seen.outcome = 'ok'
        seen.modelAnswered = event.model
        seen.promptTokens = event.usage?.promptTokens
        seen.completionTokens = event.usage?.completionTokens
      }
      yield event
    }
  } catch (error) {
    const failure = error instanceof AIProviderError ? error.failure : 'garbled'
    seen.outcome = failure === 'aborted' ? 'aborted' : 'failed'
    seen.failure = failure
    throw error
  }
}
