import type { CommonPasswords, PasswordHasher } from './account/account.ts'
import type { RegistrationMode } from './account/registration.ts'
import type { Machine } from './administration/administration.ts'
import type { AuditHash } from './audit/seal-hash.ts'
import type { Anchors } from './audit/audit-chain.ts'
import type { AIProvider } from './assistant/ai-provider.ts'
import type { DocumentReader, FileStore, TypeDetector } from './document/document.ts'
import type { Archives } from './export/archive.ts'
import type { LiveEvents, ShortCache } from './live/live.ts'
import type { Mailer } from './mail/mailer.ts'
import type { PasskeyCeremonies } from './passkey/passkey.ts'
import type { Sealer } from './sealer.ts'
import type { OneTimeCodes } from './second-factor/second-factor.ts'
import type { Store } from './store.ts'

/** Everything that PHRM asks of the outside. */
export interface Ports {
  store: Store
  files: FileStore
  types: TypeDetector
  reader: DocumentReader
  passwords: PasswordHasher
  commonPasswords: CommonPasswords
  /** In the order in which they are tried. */
  providers: readonly AIProvider[]
  cache: ShortCache
  events: LiveEvents
  mailer: Mailer
  sealer: Sealer
  anchors: Anchors
  oneTimeCodes: OneTimeCodes
  passkeyCeremonies: PasskeyCeremonies
  archives: Archives
  machine: Machine
  settings: Settings
  now(): Date
  /** Random, for what works without signing in: at least 256 bits, base64url. */
  newToken(): string
  /** SHA-256 for random tokens, hex. */
  hashToken(token: string): string
  /** HMAC-SHA256 with the installation's key, hex: for short texts. */
  fingerprint(text: string): string
  auditHash: AuditHash
}

export interface Settings {
  /** Where people reach PHRM, without a slash at the end: links in mails begin with it, whatever a request said. */
  origin: string
  /** Largest upload, bytes. */
  maxUploadBytes: number
  /** Who may make an account after the first one, until an administrator chooses. */
  registration: RegistrationMode
  /** One-time code that the first account needs when the server listens beyond loopback. */
  firstAccountCode?: string | undefined
  /** Days after which an account whose owner leaves is gone. */
  deletionDays: number
  /** Seconds. */
  session: { idle: number; overall: number; remembered: number }
}
