import type { HealthRecord, HealthRecordInput, HealthRecordSummary, Page } from '@phrm/core'
import { toNull } from '../http/json-schema.ts'
import type {
  HealthRecordBody,
  HealthRecordInputBody,
  RecordsBody,
  RecordSummaryBody,
} from './records.schema.ts'

export function toRecordsBody({
  items,
  total,
  page,
  pages,
}: Page<HealthRecordSummary>): RecordsBody {
  return { records: items.map(toSummaryBody), total, page, pages }
}

export function toRecordBody(record: HealthRecord): HealthRecordBody {
  return {
    ...toSummaryBody(record),
    user_id: record.userId,
    investigations: toNull(record.investigations),
    prescription: toNull(record.prescription),
    notes: toNull(record.notes),
    review_followup: toNull(record.reviewFollowup),
    review_followup_due: toNull(record.reviewFollowupDue),
    created_at: record.createdAt.toISOString(),
    updated_at: record.updatedAt.toISOString(),
  }
}

function toSummaryBody(record: HealthRecordSummary): RecordSummaryBody {
  return {
    id: record.id,
    date: record.date,
    chief_complaint: toNull(record.chiefComplaint),
    doctor: toNull(record.doctor),
    diagnosis: toNull(record.diagnosis),
    family_member: record.familyMember,
    documents: record.documents.map(({ id, filename, uploadedAt }) => ({
      id,
      filename,
      uploaded_at: uploadedAt.toISOString(),
    })),
  }
}

export function toRecordInput(body: HealthRecordInputBody): HealthRecordInput {
  const { family_member_id, chief_complaint, review_followup, review_followup_due, ...rest } = body
  return {
    ...rest,
    familyMemberId: family_member_id,
    chiefComplaint: chief_complaint,
    reviewFollowup: review_followup,
    reviewFollowupDue: review_followup_due,
  }
}
