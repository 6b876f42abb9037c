import type { Document, DocumentPage } from '@phrm/core'
import { toNull } from '../http/json-schema.ts'
import type { DocumentBody, PageBody } from './documents.schema.ts'

export function toDocumentBody(document: Document): DocumentBody {
  return {
    id: document.id,
    record_id: document.healthRecordId,
    family_member_id: document.familyMemberId,
    record_date: document.recordDate,
    filename: document.filename,
    file_size: document.fileSize,
    content_type: document.contentType,
    uploaded_at: document.uploadedAt.toISOString(),
    state: document.state,
    reason: toNull(document.reason),
    page_count: toNull(document.pageCount),
    job_id: toNull(document.jobId),
  }
}

export function toPageBody({ number, text, source, confidence, words }: DocumentPage): PageBody {
  return {
    number,
    text,
    source,
    confidence: toNull(confidence),
    words: words.map((word) => ({ ...word, confidence: toNull(word.confidence) })),
  }
}
