import type { ExportedItem } from './export.ts'

/** How many of each came. */
export type Imported = Record<'members' | 'records' | 'documents', number>

/** Ids in the archive and the ones that the things have here. */
export type NewIds = Map<number, number>

/**
 * Inside a transaction of one account. What is added stays invisible to everybody until `finish` shows all of it, and
 * goes with `abandon`.
 */
export interface ImportRepository {
  /** `undefined` when something was written in the account already. */
  begin(): Promise<string | undefined>
  addMembers(importId: string, items: ExportedItem[]): Promise<NewIds>
  /** `family_member_id` is the new one. */
  addRecords(importId: string, items: ExportedItem[]): Promise<NewIds>
  /** `health_record_id` is the new one; the bytes lie at `file_path` already. */
  addDocuments(importId: string, items: ExportedItem[]): Promise<NewIds>
  /** `document_id` is the new one. Answers how many were taken. */
  addPages(importId: string, items: ExportedItem[]): Promise<number>
  /** `self` becomes the account's own person. False when the account was written in meanwhile. */
  finish(importId: string, self: number, profile: ExportedItem): Promise<boolean>
  /** Removes some of it; call again until `done`. */
  abandon(importId: string): Promise<Removed>
}

/** What went in one step, and which files are of no use any more. */
export interface Removed {
  files: { path: string; pages: number }[]
  done: boolean
}
