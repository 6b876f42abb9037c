export interface Problem {
  type: string
  title: string
  status: number
  code: string
  /** A sentence for people. */
  detail: string
  field?: string
  request_id?: string
  errors?: { field: string; message: string }[]
}
export interface Registration {
  open: boolean
  first_account: boolean
  code_required: boolean
}
export interface RegisterInput {
  username: string
  email: string
  password: string
  first_name: string
  last_name: string
  date_of_birth?: string
  code?: string
}
export interface SignInInput {
  email: string
  password: string
  remember?: boolean
}
export interface User {
  id: number
  username: string
  email: string
  first_name: string
  last_name: string
  created_at: string
  date_of_birth: string | null
  is_admin: boolean
  family_member_id: number
}
export type UserInput = Partial<
  Pick<User, 'username' | 'first_name' | 'last_name' | 'date_of_birth'>
>
export interface Session {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  user: User
}
export interface Member {
  id: number
  name: string
  relationship: string
  date_of_birth: string | null
  sex: string | null
  medical_history: string | null
  created_at: string
  updated_at: string
}
export interface MemberInput {
  name: string
  relationship: string
  date_of_birth?: string | null
  sex?: string | null
  medical_history?: string | null
}
export interface DocumentLink {
  id: number
  filename: string
  uploaded_at: string
}
export interface RecordSummary {
  id: number
  date: string
  chief_complaint: string | null
  doctor: string | null
  diagnosis: string | null
  family_member: { id: number; name: string; relationship: string }
  documents: DocumentLink[]
}
export interface HealthRecord extends RecordSummary {
  investigations: string | null
  prescription: string | null
  notes: string | null
  review_followup: string | null
  created_at: string
  updated_at: string
  user_id: number
}
export interface RecordInput {
  date: string
  family_member_id?: number
  chief_complaint?: string | null
  doctor?: string | null
  investigations?: string | null
  diagnosis?: string | null
  prescription?: string | null
  notes?: string | null
  review_followup?: string | null
}
export interface RecordPage {
  records: RecordSummary[]
  total: number
  page: number
  pages: number
}
export type DocumentState = 'queued' | 'reading' | 'done' | 'needs_attention' | 'failed'
export interface Document {
  id: number
  record_id: number
  family_member_id: number
  record_date: string
  filename: string
  file_size: number
  content_type: string
  uploaded_at: string
  state: DocumentState
  reason: string | null
  page_count: number | null
  job_id: number | null
}
export interface DocumentPage {
  documents: Document[]
  total: number
  page: number
  pages: number
}
export interface PageText {
  number: number
  text: string
  source: 'text-layer' | 'ocr'
  confidence: number | null
  words: { text: string; box: [number, number, number, number]; confidence: number | null }[]
}
export interface SearchInput {
  query: string
  family_member_id?: number
  from?: string
  to?: string
  page?: number
  per_page?: number
}
export interface SearchResult {
  kind: 'record' | 'document'
  record_id: number
  document_id: number | null
  page: number | null
  family_member: { id: number; name: string }
  date: string
  title: string
  snippet: { text: string; marked: boolean }[]
}
export interface SearchAnswer {
  results: SearchResult[]
  total: number
  page: number
  pages: number
  corrections: { typed: string; used: string }[]
}
export interface Provider {
  key: string
  model: string
  host: string
  local: boolean
}
export interface Consent {
  family_member_id: number
  host: string
  given_at: string
}
export interface ConsentInput {
  family_member_id: number
  host: string
  granted: boolean
}
export interface Citation {
  id: string
  kind: 'record' | 'document'
  record_id: number
  document_id: number | null
  page: number | null
  title: string
  date: string
  family_member: { id: number; name: string }
  quote: string
}
export interface Job {
  id: number
  kind: string
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  stage: string | null
  done: number
  total: number
  attempts: number
  reason: string | null
  created_at: string
  finished_at: string | null
}
