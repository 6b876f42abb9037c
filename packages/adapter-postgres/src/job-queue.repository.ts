import type { JobQueue, JobState } from '@phrm/core'
import { type Kysely, type Selectable, sql } from 'kysely'
import { defaultAttempts, toJob } from './job.row.ts'
import type { Database, JobTable } from './tables.ts'

export function createJobQueue(db: Kysely<Database>): JobQueue {
  async function end(id: number, workerId: string, state: JobState): Promise<void> {
    await sql`select door.end_job(${id}, ${workerId}, ${state})`.execute(db)
  }

  return {
    async claim(workerId, leaseSeconds) {
      const { rows } = await sql<JobRow>`
        select * from door.claim_job(${workerId}, ${leaseSeconds})`.execute(db)
      return rows[0] && toJob(rows[0])
    },

    async heartbeat(id, workerId, leaseSeconds, progress) {
      const { stage = null, done = null, total = null } = progress ?? {}
      const { rows } = await sql<{ cancel: boolean | null }>`
        select door.renew_job(${id}, ${workerId}, ${leaseSeconds}, ${stage}, ${done}, ${total}) as cancel`.execute(
        db,
      )
      const cancel = rows[0]?.cancel ?? undefined
      if (cancel === undefined) return 'lost'
      return cancel ? 'cancel' : 'held'
    },

    complete: (id, workerId) => end(id, workerId, 'done'),

    markCancelled: (id, workerId) => end(id, workerId, 'cancelled'),

    async fail(id, workerId, reason) {
      const { rows } = await sql<{ state: JobState | null }>`
        select door.fail_job(${id}, ${workerId}, ${reason}) as state`.execute(db)
      return rows[0]?.state ?? 'failed'
    },

    async release(id, workerId) {
      await sql`select door.release_jobs(${id}, ${workerId})`.execute(db)
    },

    async releaseAll() {
      const { rows } = await sql<{ released: number }>`
        select door.release_jobs() as released`.execute(db)
      return rows[0]?.released ?? 0
    },

    async enqueueForHouse({ kind, payload, maxAttempts = defaultAttempts, uniqueKey = null }) {
      const { rows } = await sql<JobRow>`
        select * from door.enqueue_house_job(
          ${kind}, ${JSON.stringify(payload)}::jsonb, ${maxAttempts}, ${uniqueKey}
        )`.execute(db)
      return toJob(rows[0] as JobRow)
    },
  }
}

type JobRow = Selectable<JobTable>
