import type { AuditAction, ReadAction } from './audit.ts'
import type { SecurityEventType } from './security-event.ts'

/** What the log calls an act: OWASP's word, so that tools which know those words understand it. */
export type LoggedEvent = SecurityEventType | `sensitive_${Access}` | 'upload_complete'

type Access = 'create' | 'read' | 'update' | 'delete'

export function toEvent(action: AuditAction | ReadAction): LoggedEvent {
  const [thing = '', act = ''] = action.split('.')
  const known = named[action]
  if (known) return known
  return ofAccounts.has(thing) ? 'user_updated' : `sensitive_${accesses[act] ?? 'update'}`
}

const named: { [Action in AuditAction]?: LoggedEvent } & Record<string, LoggedEvent | undefined> = {
  'account.register': 'user_created',
  'account.delete-request': 'user_archived',
  'account.delete': 'user_deleted',
  'session.start': 'session_created',
  'session.end': 'session_expired',
  'document.create': 'upload_complete',
  'archive.import': 'sensitive_create',
  'consent.give': 'consent_given',
  'consent.withdraw': 'consent_withdrawn',
  'ai.call': 'ai_call',
}

/** First words of acts that concern an account and nobody's health. */
const ofAccounts = new Set(['account', 'profile', 'passkey', 'second-factor', 'recovery-codes'])

/** By the second word of an action; whatever is not here changes something. */
const accesses: Record<string, Access> = {
  create: 'create',
  delete: 'delete',
  list: 'read',
  read: 'read',
  download: 'read',
  page: 'read',
  picture: 'read',
  remind: 'read',
  run: 'read',
  'look-up': 'read',
  make: 'read',
}

/** False for what may be shown to those who look after accounts. */
export function isAboutHealth(event: LoggedEvent): boolean {
  return event.startsWith('sensitive_') || event === 'upload_complete'
}
