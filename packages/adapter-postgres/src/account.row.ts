import type { Account } from '@phrm/core'

export interface AccountRow {
  id: number
  username: string
  email: string
  first_name: string
  last_name: string
  date_of_birth: string | null
  is_admin: boolean
  self_id: number
  language: string
  time_zone: string
  email_verified_at: Date | null
  disabled_at: Date | null
  created_at: Date
  updated_at: Date
}

export function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    dateOfBirth: row.date_of_birth ?? undefined,
    isAdmin: row.is_admin,
    selfId: row.self_id,
    language: row.language,
    timeZone: row.time_zone,
    emailVerifiedAt: row.email_verified_at ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
