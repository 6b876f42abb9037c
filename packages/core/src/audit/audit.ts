import type { Page, PageRequest } from '../page.ts'
import type { NewSecurityEvent, SecurityEvent, SecurityEventType } from './security-event.ts'

export type AuditAction =
  | 'account.register'
  | 'session.start'
  | 'session.end'
  | 'profile.update'
  | `second-factor.${'add' | 'remove'}`
  | 'recovery-codes.replace'
  | `passkey.${'add' | 'rename' | 'remove'}`
  | `family-member.${Change}`
  | `health-record.${Change}`
  | `document.${Change | 'reread'}`
  | 'ai.call'
  | `share.${'offer' | 'accept' | 'decline' | 'update' | 'end'}`
  | `handover.${'offer' | 'accept' | 'decline' | 'end'}`
  | 'consent.give'
  | 'consent.withdraw'
  | 'archive.import'
  | 'account.delete-request'
  | 'account.delete-cancel'
  | 'account.delete'

type Change = 'create' | 'update' | 'delete' | 'restore'

export type ReadAction =
  | `family-member.${Look}`
  | `health-record.${Look | 'remind'}`
  | `document.${Look | 'download' | 'page' | 'picture'}`
  | 'search.run'
  | 'assistant.look-up'
  | 'export.make'
  | 'export.download'

type Look = 'list' | 'read'

/** What happened to which thing; never what it said. */
export interface AuditEntry {
  action: AuditAction
  familyMemberId?: number | undefined
  /** Id of the record, document, person or host concerned. */
  subject?: string | undefined
}

/** Of whom something was read: one person, the person of a record or document, or (by none) all whom the account sees. */
export interface ReadEntry {
  action: ReadAction
  familyMemberId?: number | undefined
  recordId?: number | undefined
  documentId?: number | undefined
}

/** Written in the transaction of the act itself; rows are never changed. */
export interface AuditTrail {
  write(entry: AuditEntry): Promise<void>
  /**
   * Also among the questions of `Store.read`, in their one round trip. What the account does not see was not read, and
   * leaves no row.
   */
  noteRead(entry: ReadEntry): Promise<void>
  /** The same as `SecurityEventLog.write`, of the transaction's own account. */
  event(event: Omit<NewSecurityEvent, 'accountId'>): Promise<void>
  /** Who looked at a person's data or changed it, newest first; nothing unless the account is its owner or editor. */
  listAccesses(familyMemberId: number, page: PageRequest): Promise<Page<Access>>
  /** The account's own security events, newest first. */
  listOwnEvents(page: PageRequest): Promise<Page<SecurityEvent>>
}

export interface Access {
  id: number
  at: Date
  action: AuditAction | ReadAction
  /** Id of the record or document, where the act was about one. */
  subject?: string | undefined
  /** Absent when the account is gone. */
  account?: { id: number; name: string } | undefined
  through: 'sign-in' | 'token' | 'background'
  /** Of the token, while it exists. */
  tokenName?: string | undefined
}

/** One row when an attempt at a provider begins (before a byte is sent), one when it ends. */
export interface AIAuditTrail {
  begin(attempt: AIAttempt): Promise<number>
  end(id: number, outcome: AIOutcome): Promise<void>
}

export interface AIAttempt {
  operation: 'chat'
  familyMemberId: number
  provider: string
  host: string
  isLocal: boolean
  modelAsked: string
  /** HMAC-SHA256 with the installation's key: short questions could be guessed from a bare hash. */
  inputHmac: string
  recordIds: number[]
  documentIds: number[]
  fallbackFrom?: string | undefined
}

export interface AIOutcome {
  outcome: 'ok' | 'aborted' | 'failed'
  failure?: string | undefined
  modelAnswered?: string | undefined
  /** Characters. */
  responseLength: number
  /** Seconds. */
  processingTime: number
  promptTokens?: number | undefined
  completionTokens?: number | undefined
}

/** For what happens outside an account, and for those who look after all of them. */
export interface SecurityEventLog {
  /** Rejects when it cannot be written: then what it tells of must not go on. */
  write(event: NewSecurityEvent): Promise<void>
  /** Newest first. No event of health data is among them. */
  list(filter: SecurityEventFilter): Promise<Page<SecurityEvent>>
}

export interface SecurityEventFilter extends PageRequest {
  type?: SecurityEventType | undefined
}
