import type { Acting } from './actor.ts'
import type { AccessRepository } from './access/access.ts'
import type { AccountLinkDoor, AccountLinkRepository } from './account/account-link.ts'
import type { AccountRepository } from './account/account.ts'
import type { RegistrationRepository } from './account/registration.ts'
import type { AdministrationRepository } from './administration/administration.ts'
import type { ApiTokenDoor, ApiTokenRepository } from './api-token/api-token.ts'
import type { ConsentRepository } from './assistant/consent.ts'
import type { AuditChain } from './audit/audit-chain.ts'
import type { AIAuditTrail, AuditTrail, SecurityEventLog } from './audit/audit.ts'
import type { DeletionRepository } from './deletion/deletion.ts'
import type { DocumentRepository } from './document/document.ts'
import type { ExportRepository } from './export/export.ts'
import type { ImportRepository } from './export/import.ts'
import type { FamilyMemberRepository } from './family-member/family-member.ts'
import type { HealthRecordRepository } from './health-record/health-record.ts'
import type { IdempotencyRepository } from './idempotency/idempotency.ts'
import type { JobQueue, JobRepository } from './job/job.ts'
import type { NotificationRepository, SubscriberDoor } from './notification/preferences.ts'
import type { PasskeyDoor, PasskeyRepository } from './passkey/passkey.ts'
import type { SearchRepository } from './search/search.ts'
import type { FactorRepository, SecondFactorRepository } from './second-factor/second-factor.ts'
import type { SessionRepository } from './session/session.ts'
import type { SignInRepository } from './session/sign-in-attempt.ts'
import type { ShareRepository } from './share/share.ts'

/** What one account may reach, in one transaction. */
export interface AccountStore {
  access: AccessRepository
  familyMembers: FamilyMemberRepository
  healthRecords: HealthRecordRepository
  documents: DocumentRepository
  search: SearchRepository
  consents: ConsentRepository
  jobs: JobRepository
  shares: ShareRepository
  apiTokens: ApiTokenRepository
  factors: FactorRepository
  passkeys: PasskeyRepository
  idempotency: IdempotencyRepository
  accountLinks: AccountLinkRepository
  notifications: NotificationRepository
  audit: AuditTrail
  aiAudit: AIAuditTrail
  exports: ExportRepository
  imports: ImportRepository
}

export interface Store {
  /**
   * Runs `work` in one transaction as the account: row-level security shows nobody else's rows. What `work` throws
   * rolls back. No network, file or password hash may be awaited inside: the embedded database has one connection.
   */
  as<Result>(as: Acting, work: (store: AccountStore) => Promise<Result>): Promise<Result>
  /**
   * The same for questions alone, in one round trip: `work` asks all of them before it awaits the answer to any. What it asks
   * later, or changes, is refused.
   */
  read<Result>(as: Acting, work: (store: AccountStore) => Promise<Result>): Promise<Result>
  accounts: AccountRepository
  accountLinks: AccountLinkDoor
  subscribers: SubscriberDoor
  registrations: RegistrationRepository
  administration: AdministrationRepository
  sessions: SessionRepository
  signIns: SignInRepository
  apiTokens: ApiTokenDoor
  secondFactors: SecondFactorRepository
  passkeys: PasskeyDoor
  jobs: JobQueue
  securityEvents: SecurityEventLog
  auditChain: AuditChain
  deletions: DeletionRepository
  housekeeping: Housekeeping
  /** Rejects when the database does not answer within two seconds. */
  ping(): Promise<void>
}

/** The house's own chores, across accounts; never reached from a route. */
export interface Housekeeping {
  /** Attempts at a provider that began before and never ended: whoever made them is gone. Answers their number. */
  closeAttempts(begunBefore: Date): Promise<number>
  /** Erases where people came from, in security events before that moment. Answers the number of rows. */
  purgeOrigins(before: Date): Promise<number>
  /** Ends what was deleted before that moment; answers the files that nothing names any more. */
  purgeDeleted(before: Date): Promise<{ paths: string[] }>
  /** Those of the given paths that no document names. */
  listUnknownPaths(paths: string[]): Promise<string[]>
}
