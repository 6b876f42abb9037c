import type { JobState } from '../job/job.ts'
import type { Page, PageRequest } from '../page.ts'

/** What an administrator sees of an account: nothing of anybody's health. */
export interface AccountSummary {
  id: number
  username: string
  email: string
  firstName: string
  lastName: string
  isAdmin: boolean
  createdAt: Date
  /** Of any session; absent when there never was one, or it is forgotten. */
  lastSeenAt?: Date | undefined
  disabledAt?: Date | undefined
  /** Wrong passwords closed it: only a new password or an administrator opens it. */
  locked: boolean
  secondFactor: boolean
  /** Bytes of the documents of records that it wrote. */
  storageBytes: number
}

export interface AccountChange {
  disabled?: boolean | undefined
  isAdmin?: boolean | undefined
}

/** A piece of work without what it works on. */
export interface JobSummary {
  id: number
  kind: string
  state: JobState
  attempts: number
  maxAttempts: number
  reason?: string | undefined
  createdAt: Date
  finishedAt?: Date | undefined
}

export interface RemovedFactors {
  /** The password was too short to stand alone, and is locked. */
  passwordLocked: boolean
}

export interface JobFilter {
  state?: JobState | undefined
  kind?: string | undefined
}

export interface JobCounts {
  waiting: number
  running: number
  failed: number
}

/** Across accounts, by database functions made for these questions; each is asked after the right to it was shown. */
export interface AdministrationRepository {
  /** The newest first. */
  listAccounts(): Promise<AccountSummary[]>
  findAccountByEmail(email: string): Promise<{ id: number } | undefined>
  /**
   * `last-administrator` when nobody would be left who may do this; then nothing is changed. Disabling takes back the
   * account's tokens too.
   */
  changeAccount(
    id: number,
    change: AccountChange,
  ): Promise<'changed' | 'unknown' | 'last-administrator'>
  /** False for an unknown account. */
  unlock(id: number): Promise<boolean>
  /** Authenticator, recovery codes and passkeys, with the event; `undefined` when there was nothing that it signs in with. */
  removeFactors(id: number): Promise<RemovedFactors | undefined>
  /** The newest first. */
  listJobs(filter: JobFilter, page: PageRequest): Promise<Page<JobSummary>>
  /** Queues a failed job anew, all its attempts before it; `running-already` when one like it waits. */
  retryJob(id: number): Promise<'queued' | 'unknown' | 'not-failed' | 'running-already'>
  countJobs(): Promise<JobCounts>
}

/** What the process knows of itself and of the machine under it. */
export interface Machine {
  version: string
  database: 'embedded' | 'server'
  /** Bytes; `undefined` where the system does not say. */
  diskFree(): Promise<number | undefined>
}
