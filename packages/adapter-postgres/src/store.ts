import type { AccountStore, Acting, Store } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { createAccess } from './access.repository.ts'
import { createAccountLinkDoor, createAccountLinks } from './account-link.repository.ts'
import { createAccounts } from './account.repository.ts'
import { createAdministration } from './administration.repository.ts'
import { createApiTokenDoor, createApiTokens } from './api-token.repository.ts'
import { type AccountRole, asAccount, readAsAccount } from './account-transaction.ts'
import { createAuditChain } from './audit-chain.repository.ts'
import { createAIAuditTrail, createAuditTrail } from './audit.repository.ts'
import { unavailable } from './connection/database-error.ts'
import { createConsents } from './consent.repository.ts'
import { createDeletions } from './deletion.repository.ts'
import { createDocuments } from './document.repository.ts'
import { createExports } from './export.repository.ts'
import { createFamilyMembers } from './family-member.repository.ts'
import { createHealthRecords } from './health-record.repository.ts'
import { createHousekeeping } from './housekeeping.repository.ts'
import { createImports } from './import.repository.ts'
import { createIdempotency } from './idempotency.repository.ts'
import { createJobs } from './job.repository.ts'
import { createJobQueue } from './job-queue.repository.ts'
import { createNotifications, createSubscribers } from './notification.repository.ts'
import { createRegistrations } from './registration.repository.ts'
import { createPasskeyDoor, createPasskeys } from './passkey.repository.ts'
import { createSearch } from './search.repository.ts'
import { createFactors, createSecondFactors } from './second-factor.repository.ts'
import { createSessions } from './session.repository.ts'
import { createShares } from './share.repository.ts'
import { createSecurityEvents } from './security-event.repository.ts'
import { createSignIns } from './sign-in.repository.ts'
import { guarded, toRefusal } from './store-guard.ts'
import type { Database } from './tables.ts'

/** The store over PostgreSQL, a server's or the embedded one. `db` comes from `createDatabase`; closing it is the caller's. */
export function createStore(db: Kysely<Database>, role?: AccountRole): Store {
  return {
    as: (acting, work) => refusing(asAccount(db, acting, once(acting, work), role)),
    read: (acting, work) =>
      refusing(readAsAccount(db, acting, (trx) => work(toAccountStore(trx)), role)),
    accounts: guarded(createAccounts(db)),
    accountLinks: guarded(createAccountLinkDoor(db)),
    subscribers: guarded(createSubscribers(db)),
    registrations: guarded(createRegistrations(db)),
    administration: guarded(createAdministration(db)),
    sessions: guarded(createSessions(db)),
    signIns: guarded(createSignIns(db)),
    apiTokens: guarded(createApiTokenDoor(db)),
    secondFactors: guarded(createSecondFactors(db)),
    passkeys: guarded(createPasskeyDoor(db)),
    jobs: guarded(createJobQueue(db)),
    securityEvents: guarded(createSecurityEvents(db)),
    auditChain: guarded(createAuditChain(db)),
    deletions: guarded(createDeletions(db)),
    housekeeping: guarded(createHousekeeping(db)),
    ping: () => answersWithin(2000, sql`select 1`.execute(db)),
  }
}

/** An act that may come twice is marked as done in its own transaction. */
function once<Result>(acting: Acting, work: (store: AccountStore) => Promise<Result>) {
  return async (trx: Kysely<Database>): Promise<Result> => {
    const result = await work(toAccountStore(trx))
    if (typeof acting === 'object' && acting.once) {
      await guarded(createIdempotency(trx)).commit(acting.once)
    }
    return result
  }
}

async function refusing<Result>(transaction: Promise<Result>): Promise<Result> {
  try {
    return await transaction
  } catch (error) {
    throw toRefusal(error)
  }
}

/** What `trx` may reach. */
export function toAccountStore(trx: Kysely<Database>): AccountStore {
  return Object.assign(Object.create(repositories), { trx }) as AccountStore
}

/**
 * Made as they are asked for: most transactions need two or three of them. One prototype for all, because an object with
 * getters of its own is a shape of its own, which the garbage collector keeps with everything behind it for a long time.
 */
const repositories = Object.create(
  null,
  mapValues(
    {
      access: createAccess,
      familyMembers: createFamilyMembers,
      healthRecords: createHealthRecords,
      documents: createDocuments,
      search: createSearch,
      consents: createConsents,
      jobs: createJobs,
      shares: createShares,
      apiTokens: createApiTokens,
      factors: createFactors,
      passkeys: createPasskeys,
      accountLinks: createAccountLinks,
      notifications: createNotifications,
      idempotency: createIdempotency,
      audit: createAuditTrail,
      aiAudit: createAIAuditTrail,
      exports: createExports,
      imports: createImports,
    } satisfies { [Name in keyof AccountStore]: (trx: Kysely<Database>) => AccountStore[Name] },
    (create: (trx: Kysely<Database>) => object) => ({
      get(this: { trx: Kysely<Database> }) {
        return guarded(create(this.trx))
      },
    }),
  ),
) as object

function mapValues<Value, Mapped>(
  values: Record<string, Value>,
  toMapped: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toMapped(value)]))
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
