import type { Access, SecurityEvent } from '@phrm/core'

export interface AccessRow {
  total: number
  id: number
  at: Date
  action: Access['action']
  subject: string | null
  account_id: number | null
  account_name: string | null
  signed_in: boolean
  token_id: number | null
  token_name: string | null
}

export interface SecurityEventRow {
  total: number
  id: number
  at: Date
  event: SecurityEvent['type']
  account_id: number | null
  username: string | null
  ip_address: string | null
  user_agent: string | null
  details: SecurityEvent['details']
}

export function toAccess(row: AccessRow): Access {
  const { account_id: id, account_name: name } = row
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    subject: row.subject ?? undefined,
    account: id !== null && name !== null ? { id, name } : undefined,
    through: row.token_id !== null ? 'token' : row.signed_in ? 'sign-in' : 'background',
    tokenName: row.token_name ?? undefined,
  }
}

export function toSecurityEvent(row: SecurityEventRow): SecurityEvent {
  const { account_id: id, username } = row
  return {
    id: row.id,
    at: row.at,
    type: row.event,
    account: id !== null && username !== null ? { id, username } : undefined,
    ip: row.ip_address ?? undefined,
    userAgent: row.user_agent ?? undefined,
    details: row.details,
  }
}
