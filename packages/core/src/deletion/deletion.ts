import type { Removed } from '../export/import.ts'

/** What ended with the request, for caches that still know it. */
export interface Ended {
  dueAt: Date
  sessionIds: string[]
  tokenHashes: string[]
}

/** Reached by database functions made for these questions: they cross what an account itself may touch. */
export interface DeletionRepository {
  /** When the account ends; `undefined` while nobody asked for it. */
  find(accountId: number): Promise<Date | undefined>
  /** A second request keeps the first date. `undefined` for the last administrator among others. */
  request(accountId: number, dueAt: Date): Promise<Ended | undefined>
  /** False when nobody had asked, or when erasing has begun. */
  cancel(accountId: number): Promise<boolean>
  listDue(now: Date): Promise<number[]>
  /** No way back from here. Answers the sessions that ended, `undefined` when the account is not to end now. */
  begin(accountId: number, now: Date): Promise<string[] | undefined>
  /** Removes some of what hangs on the persons who go; call again until `done`. */
  eraseSome(accountId: number): Promise<Removed>
  /** The rest and the account itself. Answers files of archives. */
  finish(accountId: number): Promise<string[]>
  /** Answers files of archives that have lain long enough. */
  dropExpiredExports(now: Date): Promise<string[]>
}
