import type { Job, JobKind } from '@phrm/core'
import type { Selectable } from 'kysely'
import type { JobTable } from './tables.ts'

export function toJob(row: Selectable<JobTable>): Job {
  return {
    id: row.id,
    kind: row.kind as JobKind,
    accountId: row.user_id ?? undefined,
    payload: row.payload,
    familyMemberId: row.family_member_id ?? undefined,
    state: row.state,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    progress: { stage: row.stage, done: row.done, total: row.total },
    cancelRequested: row.cancel_requested,
    reason: row.reason ?? undefined,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
  }
}

/** Attempts of a job that asks for no other number. */
export const defaultAttempts = 3
