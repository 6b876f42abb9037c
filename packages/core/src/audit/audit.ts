export type AuditAction =
  | 'account.register'
  | 'session.start'
  | 'session.end'
  | 'profile.update'
  | `family-member.${Change}`
  | `health-record.${Change}`
  | `document.${Change | 'download'}`
  | 'consent.give'
  | 'consent.withdraw'

type Change = 'create' | 'update' | 'delete' | 'restore'

/** What happened to which thing; never what it said. */
export interface AuditEntry {
  action: AuditAction
  familyMemberId?: number | undefined
  /** Id of the record, document, person or host concerned. */
  subject?: string | undefined
}

/** Written in the transaction of the act itself; rows are never changed. */
export interface AuditTrail {
  write(entry: AuditEntry): Promise<void>
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

export type SecurityEventType = 'login-failed' | 'refresh-reused' | 'rate-limited' | 'admin-created'

/** For what happens outside an account. */
export interface SecurityEventLog {
  write(event: {
    type: SecurityEventType
    accountId?: number | undefined
    ip?: string | undefined
    userAgent?: string | undefined
    details?: Record<string, string | number>
  }): Promise<void>
}
