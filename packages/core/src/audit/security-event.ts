/** The vocabulary of OWASP's logging cheat sheet, with underscores, and a few words for what it does not name. */
export const securityEventTypes = [
  'authn_login_success',
  'authn_login_fail',
  'authn_login_lock',
  'authn_password_change',
  'authn_password_reset',
  'authn_factor_added',
  'authn_factor_removed',
  'authn_recovery_code_used',
  'authn_token_created',
  'authn_token_revoked',
  'authn_token_reuse',
  'authz_fail',
  'privilege_permissions_changed',
  'authz_admin',
  'excess_rate_limit_exceeded',
  'malicious_csrf',
  'session_created',
  'session_renewed',
  'session_expired',
  'user_created',
  'user_updated',
  'user_archived',
  'user_deleted',
  'consent_given',
  'consent_withdrawn',
  'ai_call',
] as const

export type SecurityEventType = (typeof securityEventTypes)[number]

export interface NewSecurityEvent {
  type: SecurityEventType
  /** Absent where nobody is known: the address that somebody typed has no place here. */
  accountId?: number | undefined
  /** Kept where it can be erased, apart from the event. */
  ip?: string | undefined
  userAgent?: string | undefined
  /** Ids, names of routes, counts: part of what is sealed and never erased, so nothing that names a person. */
  details?: Record<string, string | number> | undefined
}

export interface SecurityEvent {
  id: number
  at: Date
  type: SecurityEventType
  /** Absent when nobody was known, or the account is gone. */
  account?: { id: number; username: string } | undefined
  ip?: string | undefined
  userAgent?: string | undefined
  details: Record<string, string | number>
}
