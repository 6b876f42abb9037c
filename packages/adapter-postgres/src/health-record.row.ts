import type { HealthRecord } from '@phrm/core'

/** As JSON built by the database gives it: times are texts. */
export interface HealthRecordRow {
  id: number
  user_id: number
  family_member_id: number
  name: string
  relationship: string
  date: string
  chief_complaint: string | null
  doctor: string | null
  investigations: string | null
  diagnosis: string | null
  prescription: string | null
  notes: string | null
  review_followup: string | null
  created_at: string
  updated_at: string
  version: number
  documents: [id: number, filename: string, uploadedAt: string][] | null
}

export function toHealthRecord(row: HealthRecordRow): HealthRecord {
  return {
    id: row.id,
    userId: row.user_id,
    familyMember: { id: row.family_member_id, name: row.name, relationship: row.relationship },
    date: row.date,
    chiefComplaint: row.chief_complaint ?? undefined,
    doctor: row.doctor ?? undefined,
    investigations: row.investigations ?? undefined,
    diagnosis: row.diagnosis ?? undefined,
    prescription: row.prescription ?? undefined,
    notes: row.notes ?? undefined,
    reviewFollowup: row.review_followup ?? undefined,
    documents: (row.documents ?? []).map(([id, filename, uploadedAt]) => ({
      id,
      filename,
      uploadedAt: new Date(uploadedAt),
    })),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    version: row.version,
  }
}
