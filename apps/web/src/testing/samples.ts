import type { HealthRecord, Member, Session, User } from '../api/types.ts'

const moment = '2026-01-15T09:30:00.000Z'

export const user: User = {
  id: 1,
  username: 'ana',
  email: 'ana@example.org',
  first_name: 'Ana',
  last_name: 'Silva',
  created_at: moment,
  date_of_birth: null,
  is_admin: true,
  family_member_id: 1,
  language: 'en',
  time_zone: 'UTC',
  email_verified: false,
}

export const session: Session = {
  access_token: 'token-1',
  token_type: 'Bearer',
  expires_in: 600,
  user,
}

export const people: Member[] = [
  toPerson(1, 'Ana Silva', 'self'),
  toPerson(2, 'Tomás Silva', 'child'),
]

function toPerson(id: number, name: string, relationship: string): Member {
  return {
    id,
    name,
    relationship,
    date_of_birth: null,
    sex: null,
    medical_history: null,
    role: 'owner',
    shared_by: null,
    shared_until: null,
    created_at: moment,
    updated_at: moment,
  }
}

export const record: HealthRecord = {
  id: 42,
  date: '2026-01-15',
  chief_complaint: 'WBC < 5 & CRP > 10; -- select',
  doctor: 'Dr. Okafor',
  diagnosis: null,
  prescription: null,
  investigations: null,
  notes: 'Drink plenty.\n\nNo sports.',
  review_followup: null,
  review_followup_due: null,
  family_member: { id: 2, name: 'Tomás Silva', relationship: 'child' },
  documents: [],
  user_id: 1,
  created_at: moment,
  updated_at: moment,
}
