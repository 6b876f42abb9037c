import type { Job, JobRepository, NewJob } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { defaultAttempts, toJob } from './job.row.ts'
import type { Database } from './tables.ts'

export function createJobs(trx: Kysely<Database>): JobRepository {
  return {
    async enqueue(job) {
      // The unfinished one may end between both statements: then there is room for a new one.
      for (let tried = 0; tried < 10; tried++) {
        const found = (await add(trx, job)) ?? (await findUnfinished(trx, job.uniqueKey))
        if (found) return found
      }
      throw new Error('A job could not be queued.')
    },

    async find(id) {
      const row = await trx.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toJob(row)
    },

    async requestCancel(id) {
      const row = await trx
        .updateTable('jobs')
        .set({
          cancel_requested: true,
          state: sql`case when state = 'queued' then 'cancelled' else state end`,
          finished_at: sql`case when state = 'queued' then now() end`,
        })
        .where('id', '=', id)
        .where('state', 'in', ['queued', 'running'])
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

async function add(trx: Kysely<Database>, job: NewJob): Promise<Job | undefined> {
  const row = await trx
    .insertInto('jobs')
    .values({
      kind: job.kind,
      user_id: sql`door.current_account()`,
      payload: sql`${JSON.stringify(job.payload)}::jsonb`,
      max_attempts: job.maxAttempts ?? defaultAttempts,
      unique_key: job.uniqueKey ?? null,
      family_member_id: job.familyMemberId ?? null,
    })
    .onConflict((conflict) =>
      conflict
        .expression(sql`coalesce(user_id, 0), unique_key`)
        .where(sql<boolean>`unique_key is not null and state in ('queued', 'running')`)
        .doNothing(),
    )
    .returningAll()
    .executeTakeFirst()
  return row && toJob(row)
}

async function findUnfinished(
  trx: Kysely<Database>,
  uniqueKey: string | undefined,
): Promise<Job | undefined> {
  if (uniqueKey === undefined) return undefined
  const row = await trx
    .selectFrom('jobs')
    .selectAll()
    .where('unique_key', '=', uniqueKey)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return row && toJob(row)
}
