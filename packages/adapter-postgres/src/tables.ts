import type { Generated } from 'kysely'

/**
 * The tables as the queries of this package use them; migrations/ is the truth. Dates are `YYYY-MM-DD`. Tables that are
 * reached only through functions of the schema `door` are absent.
 */
export interface Database {
  ai_audit_logs: AIAuditLogTable
  ai_consents: ConsentTable
  api_tokens: ApiTokenTable
  authenticators: AuthenticatorTable
  data_exports: DataExportTable
  document_pages: DocumentPageTable
  documents: DocumentTable
  family_members: FamilyMemberTable
  health_records: HealthRecordTable
  idempotency_keys: IdempotencyKeyTable
  jobs: JobTable
  passkeys: PasskeyTable
  recovery_codes: RecoveryCodeTable
  user_family: UserFamilyTable
}

export interface ApiTokenTable {
  id: Generated<number>
  user_id: number
  name: string
  token_hash: string
  hint: string
  scopes: string[]
  created_at: Generated<Date>
  last_used_at: Generated<Date | null>
  expires_at: Date
  revoked_at: Generated<Date | null>
}

export interface FamilyMemberTable {
  id: Generated<number>
  name: string
  relationship: string
  date_of_birth: string | null
  sex: 'female' | 'male' | 'other' | null
  medical_history: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  version: Generated<number>
  deleted_at: Date | null
}

export interface UserFamilyTable {
  user_id: number
  family_member_id: number
  role: 'owner' | 'editor' | 'viewer'
  valid_until: Date | null
}

export interface HealthRecordTable {
  id: Generated<number>
  user_id: number
  family_member_id: number
  date: string
  chief_complaint: string | null
  doctor: string | null
  investigations: string | null
  diagnosis: string | null
  prescription: string | null
  notes: string | null
  review_followup: string | null
  review_followup_due: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  version: Generated<number>
  deleted_at: Date | null
}

export interface DocumentTable {
  id: Generated<number>
  health_record_id: number
  family_member_id: number
  filename: string
  stored_filename: string
  file_path: string
  file_size: number
  content_type: string
  sha256: string
  uploaded_at: Generated<Date>
  state: Generated<'queued' | 'reading' | 'done' | 'needs_attention' | 'failed'>
  reason: string | null
  page_count: number | null
  job_id: number | null
  deleted_at: Date | null
}

export interface DocumentPageTable {
  document_id: number
  family_member_id: number
  number: number
  text: string
  source: 'text-layer' | 'ocr'
  confidence: number | null
  words: unknown
}

export interface IdempotencyKeyTable {
  user_id: number
  key: string
  request_hash: string
  claim: string
  claimed_at: Date
  committed: Generated<boolean>
  answer: string | null
}

export interface JobTable {
  id: Generated<number>
  kind: string
  user_id: number | null
  payload: Record<string, unknown>
  state: Generated<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>
  attempts: Generated<number>
  max_attempts: Generated<number>
  stage: Generated<string>
  done: Generated<number>
  total: Generated<number>
  cancel_requested: Generated<boolean>
  reason: string | null
  unique_key: string | null
  family_member_id: number | null
  created_at: Generated<Date>
  finished_at: Date | null
}

export interface DataExportTable {
  user_id: number
  job_id: number | null
  requested_at: Generated<Date>
  file_path: string | null
  file_size: number | null
  ready_at: Date | null
  expires_at: Date | null
}

export interface AuthenticatorTable {
  user_id: number
  sealed_seed: string
  created_at: Generated<Date>
  confirmed_at: Date | null
  last_step: number | null
  password_leans_on_it: Generated<boolean>
}

export interface RecoveryCodeTable {
  code_hash: string
  user_id: number
  created_at: Generated<Date>
  used_at: Date | null
}

export interface PasskeyTable {
  id: Generated<number>
  user_id: number
  credential_id: string
  public_key: string
  counter: number
  transports: string[]
  name: string
  created_at: Generated<Date>
  last_used_at: Date | null
}

export interface ConsentTable {
  id: Generated<number>
  user_id: number
  family_member_id: number
  host: string
  text_version: string
  granted: boolean
  created_at: Generated<Date>
}

export interface AIAuditLogTable {
  id: Generated<number>
  user_id: number | null
  operation_type: string
  input_content: string
  model_used: string | null
  response_length: number | null
  processing_time: number | null
  timestamp: Generated<Date>
  attempt_id: number | null
  family_member_id: number
  provider: string
  host: string
  is_local: boolean
  model_asked: string
  record_ids: number[]
  document_ids: number[]
  fallback_from: string | null
  outcome: 'ok' | 'aborted' | 'failed' | null
  failure: string | null
  prompt_tokens: number | null
  completion_tokens: number | null
}
