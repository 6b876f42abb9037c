import type { AccountStore } from '../store.ts'
import { documentWall } from './document.wall.ts'
import { exportWall } from './export.wall.ts'
import type { Gate } from './gate.ts'
import { healthRecordWall } from './health-record.wall.ts'
import {
  aiAuditWall,
  auditWall,
  consentWall,
  familyMemberWall,
  jobWall,
  searchWall,
  shareWall,
} from './person.walls.ts'

/** What passes of the repositories that tell of people. */
const ofPeople = {
  familyMembers: familyMemberWall,
  healthRecords: healthRecordWall,
  documents: documentWall,
  search: searchWall,
  consents: consentWall,
  jobs: jobWall,
  shares: shareWall,
  audit: auditWall,
  aiAudit: aiAuditWall,
  exports: exportWall,
}

/** These tell an account of nothing but itself. */
const ofTheAccountItself = [
  'access',
  'accountLinks',
  'apiTokens',
  'factors',
  'idempotency',
  'imports',
  'notifications',
  'passkeys',
] as const

type Known = keyof typeof ofPeople | (typeof ofTheAccountItself)[number]

/** A repository that nobody has thought about here does not compile, and is there for no one. */
const forgotten: [Exclude<keyof AccountStore, Known>] extends [never] ? true : never = true

export const walls: Record<string, (inner: never, gate: Gate) => unknown> = forgotten && {
  ...ofPeople,
  ...Object.fromEntries(ofTheAccountItself.map((name) => [name, (inner: unknown) => inner])),
}
