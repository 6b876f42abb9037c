import { openEventStream } from '../api/event-stream.ts'
import { ApiError } from '../api/problem.ts'
import type { ChatAnswer, Citation, Problem } from '../api/types.ts'
import type { AnswerEvent, Question } from './answer.ts'

export interface StreamAnswerOptions {
  signal: AbortSignal
  fetch: (url: string, init: RequestInit) => Promise<Response>
}

/** The events of one answer, the last of them `done`. Throws `ApiError` for everything that the server refuses. */
export async function* streamAnswer(
  question: Question,
  options: StreamAnswerOptions,
): AsyncGenerator<AnswerEvent> {
  const events = openEventStream('/api/v1/ai/chat', { ...options, body: question })
  for await (const { event, data } of events) {
    const answerEvent = toAnswerEvent(event, data)
    if (answerEvent) yield answerEvent
    if (answerEvent?.type === 'done') return
  }
  throw new ApiError(0, {
    code: 'broken-off',
    detail: 'The answer broke off before its end. Ask again to get the whole of it.',
  })
}

function toAnswerEvent(event: string, data: unknown): AnswerEvent | undefined {
  switch (event) {
    case 'sources':
      return { type: 'sources', citations: (data as { citations: Citation[] }).citations }
    case 'text':
      return { type: 'text', text: (data as { text: string }).text }
    case 'restart':
      return { type: 'restart', reason: (data as { reason: string }).reason }
    case 'done':
      return { type: 'done', answer: data as ChatAnswer }
    case 'error':
      throw new ApiError((data as Problem).status, data as Problem)
  }
  return undefined
}
