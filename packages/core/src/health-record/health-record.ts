import type { Page, PageRequest } from '../page.ts'

/** One visit or note (FHIR would say Encounter), with the free text fields of a paper record. */
export interface HealthRecord {
  id: number
  /** Account that wrote it. */
  userId: number
  familyMember: { id: number; name: string; relationship: string }
  /** ISO date, `YYYY-MM-DD`. */
  date: string
  chiefComplaint?: string | undefined
  doctor?: string | undefined
  investigations?: string | undefined
  diagnosis?: string | undefined
  prescription?: string | undefined
  notes?: string | undefined
  reviewFollowup?: string | undefined
  /** When that is due: ISO date, `YYYY-MM-DD`. */
  reviewFollowupDue?: string | undefined
  documents: DocumentLink[]
  createdAt: Date
  updatedAt: Date
  version: number
}

/** What a list shows of a record. */
export type HealthRecordSummary = Pick<
  HealthRecord,
  | 'id'
  | 'userId'
  | 'familyMember'
  | 'date'
  | 'chiefComplaint'
  | 'doctor'
  | 'diagnosis'
  | 'documents'
>

export interface DocumentLink {
  id: number
  filename: string
  uploadedAt: Date
}

/** Longest text of each field, in characters; the original's limits. */
export const recordLimits = {
  chiefComplaint: 2000,
  doctor: 200,
  investigations: 2000,
  diagnosis: 2000,
  prescription: 3000,
  notes: 3000,
  reviewFollowup: 1000,
} as const

export type RecordTextField = keyof typeof recordLimits

export interface HealthRecordInput extends Partial<Record<RecordTextField, string | undefined>> {
  date: string
  reviewFollowupDue?: string | undefined
  /** Left out: the account's own person. */
  familyMemberId?: number | undefined
}

export interface RecordFilter extends PageRequest {
  familyMemberId?: number | undefined
  /** Inclusive, `YYYY-MM-DD`. */
  from?: string | undefined
  to?: string | undefined
}

/** A record whose follow-up has a date. */
export interface FollowUp extends Pick<
  HealthRecord,
  'familyMember' | 'chiefComplaint' | 'reviewFollowup'
> {
  recordId: number
  /** ISO date, `YYYY-MM-DD`. */
  due: string
}

/** Works inside a transaction of one account and sees only what that account may see. Deleted ones are absent. */
export interface HealthRecordRepository {
  /** Newest first; equal dates by id, newest first. */
  list(filter: RecordFilter): Promise<Page<HealthRecordSummary>>
  find(id: number): Promise<HealthRecord | undefined>
  /** Those whose follow-up is due until that day, inclusive, the earliest first; at most 500. */
  listDue(until: string): Promise<FollowUp[]>
  /** `familyMemberId` is one that the caller has seen. */
  add(input: HealthRecordInput & { familyMemberId: number }): Promise<HealthRecord>
  /** `undefined` when it is not visible, or when `version` is given and no longer current. */
  update(
    id: number,
    input: HealthRecordInput & { familyMemberId: number },
    version?: number,
  ): Promise<HealthRecord | undefined>
  remove(id: number, version?: number): Promise<boolean>
  restore(id: number): Promise<HealthRecord | undefined>
}
