import type { AccountStore, Store } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { createAccounts } from './account.repository.ts'
import { asAccount, readAsAccount } from './account-transaction.ts'
import { createAIAuditTrail, createAuditTrail, createSecurityEvents } from './audit.repository.ts'
import { unavailable } from './connection/database-error.ts'
import { createConsents } from './consent.repository.ts'
import { createDocuments } from './document.repository.ts'
import { createFamilyMembers } from './family-member.repository.ts'
import { createHealthRecords } from './health-record.repository.ts'
import { createHousekeeping } from './housekeeping.repository.ts'
import { createJobs } from './job.repository.ts'
import { createJobQueue } from './job-queue.repository.ts'
import { createSearch } from './search.repository.ts'
import { createSessions } from './session.repository.ts'
import { guarded, toRefusal } from './store-guard.ts'
import type { Database } from './tables.ts'

/** The store over PostgreSQL, a server's or the embedded one. `db` comes from `createDatabase`; closing it is the caller's. */
export function createStore(db: Kysely<Database>): Store {
  return {
    as: (accountId, work) => refusing(asAccount(db, accountId, (trx) => work(toAccountStore(trx)))),
    read: (accountId, work) =>
      refusing(readAsAccount(db, accountId, (trx) => work(toAccountStore(trx)))),
    accounts: guarded(createAccounts(db)),
    sessions: guarded(createSessions(db)),
    jobs: guarded(createJobQueue(db)),
    securityEvents: guarded(createSecurityEvents(db)),
    housekeeping: guarded(createHousekeeping(db)),
    ping: () => answersWithin(2000, sql`select 1`.execute(db)),
  }
}

async function refusing<Result>(transaction: Promise<Result>): Promise<Result> {
  try {
    return await transaction
  } catch (error) {
    throw toRefusal(error)
  }
}

/** What `trx` may reach. Made as they are asked for: most transactions need two or three of them. */
export function toAccountStore(trx: Kysely<Database>): AccountStore {
  return {
    get familyMembers() {
      return guarded(createFamilyMembers(trx))
    },
    get healthRecords() {
      return guarded(createHealthRecords(trx))
    },
    get documents() {
      return guarded(createDocuments(trx))
    },
    get search() {
      return guarded(createSearch(trx))
    },
    get consents() {
      return guarded(createConsents(trx))
    },
    get jobs() {
      return guarded(createJobs(trx))
    },
    get audit() {
      return guarded(createAuditTrail(trx))
    },
    get aiAudit() {
      return guarded(createAIAuditTrail(trx))
    },
  }
}

async function answersWithin(milliseconds: number, answer: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable()), milliseconds)
  })
  try {
    await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
