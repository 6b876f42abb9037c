import type { DocumentLink, FollowUp, HealthRecord, HealthRecordSummary } from '@phrm/core'

export interface HealthRecordRow extends SummaryRow {
  investigations: string | null
  prescription: string | null
  notes: string | null
  review_followup: string | null
  review_followup_due: string | null
  created_at: Date
  updated_at: Date
  version: number
}

/** Each tells the total of the whole list; `id` is null when the page is empty. */
export type RecordListRow = { total: number } & (SummaryRow | { id: null })

interface SummaryRow {
  id: number
  user_id: number
  family_member_id: number
  name: string
  relationship: string
  date: string
  chief_complaint: string | null
  doctor: string | null
  diagnosis: string | null
  /** JSON that the database builds: times are texts. */
  documents: [id: number, filename: string, uploadedAt: string][] | null
}

export function toHealthRecord(row: HealthRecordRow): HealthRecord {
  return {
    ...toSummary(row),
    investigations: row.investigations ?? undefined,
    prescription: row.prescription ?? undefined,
    notes: row.notes ?? undefined,
    reviewFollowup: row.review_followup ?? undefined,
    reviewFollowupDue: row.review_followup_due ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

export interface DueRow {
  id: number
  family_member_id: number
  name: string
  relationship: string
  due: string
  chief_complaint: string | null
  review_followup: string | null
}

export function toFollowUp(row: DueRow): FollowUp {
  return {
    recordId: row.id,
    familyMember: { id: row.family_member_id, name: row.name, relationship: row.relationship },
    due: row.due,
    chiefComplaint: row.chief_complaint ?? undefined,
    reviewFollowup: row.review_followup ?? undefined,
  }
}

export function toSummaries(rows: RecordListRow[]): HealthRecordSummary[] {
  return rows.flatMap((row) => (row.id === null ? [] : toSummary(row)))
}

function toSummary(row: SummaryRow): HealthRecordSummary {
  return {
    id: row.id,
    userId: row.user_id,
    familyMember: { id: row.family_member_id, name: row.name, relationship: row.relationship },
    date: row.date,
    chiefComplaint: row.chief_complaint ?? undefined,
    doctor: row.doctor ?? undefined,
    diagnosis: row.diagnosis ?? undefined,
    documents: row.documents?.map(toLink) ?? [],
  }
}

function toLink([id, filename, uploadedAt]: [number, string, string]): DocumentLink {
  return { id, filename, uploadedAt: new Date(uploadedAt) }
}
