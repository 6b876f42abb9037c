import type { SecurityEvent } from '../api/types.ts'

/** What can be looked for alone, the most telling first. */
export const eventTypes = [
  'authn_login_fail',
  'authn_login_lock',
  'authn_token_reuse',
  'excess_rate_limit_exceeded',
  'malicious_csrf',
  'authz_fail',
  'authz_admin',
  'authn_login_success',
  'authn_password_change',
  'authn_password_reset',
  'authn_factor_added',
  'authn_factor_removed',
  'authn_recovery_code_used',
  'authn_token_created',
  'authn_token_revoked',
  'user_created',
  'user_updated',
  'user_archived',
  'user_deleted',
] as const satisfies SecurityEvent['type'][]
