import {
  getRegistrationMode,
  invite,
  listInvitations,
  revokeInvitation,
  setRegistrationMode,
} from './invitations.ts'
import type { Ports } from '../ports.ts'
import { changeAccount, endSessionsOf, listAccounts, unlockAccount } from './accounts.ts'
import { houseAccounts } from './command-line.ts'
import { listAllJobs, retryJob } from './jobs.ts'
import { getOverview } from './overview.ts'

export type Administration = ReturnType<typeof administration>

export function administration(ports: Ports) {
  return {
    overview: getOverview(ports),
    accounts: listAccounts(ports),
    changeAccount: changeAccount(ports),
    endSessions: endSessionsOf(ports),
    unlock: unlockAccount(ports),
    jobs: listAllJobs(ports),
    retryJob: retryJob(ports),
    registrationMode: getRegistrationMode(ports),
    setRegistrationMode: setRegistrationMode(ports),
    invite: invite(ports),
    invitations: listInvitations(ports),
    revokeInvitation: revokeInvitation(ports),
    commandLine: houseAccounts(ports),
  }
}
