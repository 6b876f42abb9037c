import { afterAll, beforeAll, describe } from 'vitest'
import { describeAccountLinks } from './store/account-links.cases.ts'
import { describeAccounts } from './store/accounts.cases.ts'
import { describeAdministration } from './store/administration.cases.ts'
import { describeApiTokens } from './store/api-tokens.cases.ts'
import { describeAudit } from './store/audit.cases.ts'
import { describeAuditLog } from './store/audit-log.cases.ts'
import { describeDocuments } from './store/documents.cases.ts'
import { describeFactors } from './store/factors.cases.ts'
import { describeFamilyMembers } from './store/family-members.cases.ts'
import { describeHealthRecords } from './store/health-records.cases.ts'
import { describeHousekeeping } from './store/housekeeping.cases.ts'
import { describeIdempotency } from './store/idempotency.cases.ts'
import { describeJobs } from './store/jobs.cases.ts'
import { describeLeaving } from './store/leaving.cases.ts'
import { describeNotifications } from './store/notifications.cases.ts'
import { describePasskeys } from './store/passkeys.cases.ts'
import { describeRegistrations } from './store/registrations.cases.ts'
import { describeSearch } from './store/search.cases.ts'
import { describeSearchText } from './store/search-text.cases.ts'
import { describeSessions } from './store/sessions.cases.ts'
import { describeSignIns } from './store/sign-ins.cases.ts'
import { describeShares } from './store/shares.cases.ts'
import { describeSharing } from './store/sharing.cases.ts'
import { describeTransactions } from './store/transactions.cases.ts'
import type { OpenedStore } from './store/opened-store.ts'

export type { OpenedStore } from './store/opened-store.ts'

/** Every promise of `Store`, and every way to break it that we know of. `open` gives an empty store, once. */
export function describeStoreContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`store: ${name}`, () => {
    let opened: OpenedStore
    beforeAll(async () => void (opened = await open()))
    afterAll(() => opened.close())

    // First, while there is no account yet.
    describeAccounts(() => opened)
    describeSessions(() => opened)
    describeApiTokens(() => opened)
    describeIdempotency(() => opened)
    describeSignIns(() => opened)
    describeAccountLinks(() => opened)
    describeRegistrations(() => opened)
    describeFactors(() => opened)
    describePasskeys(() => opened)
    describeFamilyMembers(() => opened)
    describeHealthRecords(() => opened)
    describeDocuments(() => opened)
    describeSharing(() => opened)
    describeShares(() => opened)
    describeTransactions(() => opened)
    describeJobs(() => opened)
    describeNotifications(() => opened)
    describeAudit(() => opened)
    describeAuditLog(() => opened)
    describeAdministration(() => opened)
    describeLeaving(() => opened)
    describeSearch(() => opened)
    describeSearchText(() => opened)
    // Last: it ends what the others deleted.
    describeHousekeeping(() => opened)
  })
}
