import type { Answer, AssistantEvent, Citation, Consent } from '@phrm/core'
import type { ServerEvent } from '../http/event-stream.ts'
import { toNull } from '../http/json-schema.ts'
import type { ChatAnswerBody, CitationBody } from './assistant.schema.ts'

export function toAnswerBody(answer: Answer): ChatAnswerBody {
  return {
    response: answer.response,
    model_used: answer.modelUsed,
    timestamp: answer.timestamp.toISOString(),
    model: toNull(answer.model),
    host: toNull(answer.host),
    local: answer.isLocal,
    citations: answer.citations.map(toCitationBody),
    disclaimer: answer.disclaimer,
    notice: toNull(answer.notice),
  }
}

export function toEvent(event: AssistantEvent): ServerEvent {
  switch (event.type) {
    case 'sources':
      return { event: 'sources', data: { citations: event.citations.map(toCitationBody) } }
    case 'text':
      return { event: 'text', data: { text: event.text } }
    case 'restart':
      return { event: 'restart', data: { reason: event.reason } }
    case 'done':
      return { event: 'done', data: toAnswerBody(event.answer) }
  }
}

export function toConsentsBody(consents: Consent[]) {
  return {
    consents: consents.map(({ familyMemberId, host, givenAt }) => ({
      family_member_id: familyMemberId,
      host,
      given_at: givenAt.toISOString(),
    })),
  }
}

function toCitationBody(citation: Citation): CitationBody {
  return {
    id: citation.id,
    kind: citation.kind,
    record_id: citation.recordId,
    document_id: toNull(citation.documentId),
    page: toNull(citation.page),
    title: citation.title,
    date: citation.date,
    family_member: citation.familyMember,
    quote: citation.quote,
  }
}
