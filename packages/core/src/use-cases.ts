import { accounts } from './account/index.ts'
import { administration } from './administration/index.ts'
import { apiTokens } from './api-token/index.ts'
import { assistant } from './assistant/index.ts'
import { deletions } from './deletion/index.ts'
import { audit } from './audit/index.ts'
import { documents } from './document/index.ts'
import { exports } from './export/index.ts'
import { familyMembers } from './family-member/index.ts'
import { health } from './health/index.ts'
import { healthRecords } from './health-record/index.ts'
import { idempotency } from './idempotency/index.ts'
import { jobs } from './job/index.ts'
import { notifications } from './notification/index.ts'
import { passkeys } from './passkey/index.ts'
import type { Ports } from './ports.ts'
import { limits } from './rate-limit/index.ts'
import { search } from './search/index.ts'
import { secondFactors } from './second-factor/index.ts'
import { sessions } from './session/index.ts'
import { sharing } from './share/index.ts'

export type UseCases = ReturnType<typeof createUseCases>

/** One line for each feature. */
export function createUseCases(ports: Ports) {
  return {
    accounts: accounts(ports),
    administration: administration(ports),
    sessions: sessions(ports),
    secondFactors: secondFactors(ports),
    passkeys: passkeys(ports),
    apiTokens: apiTokens(ports),
    familyMembers: familyMembers(ports),
    sharing: sharing(ports),
    healthRecords: healthRecords(ports),
    documents: documents(ports),
    search: search(ports),
    assistant: assistant(ports),
    jobs: jobs(ports),
    audit: audit(ports),
    notifications: notifications(ports),
    exports: exports(ports),
    deletions: deletions(ports),
    limits: limits(ports),
    idempotency: idempotency(ports),
    health: health(ports),
  }
}
