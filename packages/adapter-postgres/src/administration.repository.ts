import {
  toPage,
  type AccountSummary,
  type AdministrationRepository,
  type JobState,
  type JobSummary,
} from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createAdministration(db: Kysely<Database>): AdministrationRepository {
  return {
    async listAccounts() {
      const { rows } = await sql<SummaryRow>`select * from door.list_accounts()`.execute(db)
      return rows.map(toSummary)
    },

    async findAccountByEmail(email) {
      const { rows } = await sql<{ id: number | null }>`
        select door.find_account_id(${email}) as id`.execute(db)
      const id = rows[0]?.id
      return typeof id === 'number' ? { id } : undefined
    },

    async changeAccount(id, { disabled, isAdmin }) {
      const { rows } = await sql<{ outcome: Outcome<'changeAccount'> }>`
        select door.administer_account(${id}, ${disabled ?? null}, ${isAdmin ?? null}) as outcome`.execute(
        db,
      )
      return rows[0]?.outcome ?? 'unknown'
    },

    async unlock(id) {
      const { rows } = await sql<{ unlocked: boolean }>`
        select door.unlock_password(${id}) as unlocked`.execute(db)
      return rows[0]?.unlocked ?? false
    },

    async removeFactors(id) {
      const { rows } = await sql<{ passwordLocked: boolean }>`
        select password_locked as "passwordLocked" from door.remove_factors(${id})`.execute(db)
      return rows[0]
    },

    async listJobs({ state, kind }, request) {
      const { page, perPage } = request
      const list = (limit: number, offset: number) =>
        sql<JobRow>`
          select * from door.list_all_jobs(${state ?? null}, ${kind ?? null}, ${limit}, ${offset})`.execute(
          db,
        )
      const { rows } = await list(perPage, (page - 1) * perPage)
      // Beyond the last page there is no row that could tell how many there are.
      const counted = rows[0] ?? (page > 1 ? (await list(1, 0)).rows[0] : undefined)
      return toPage(rows.map(toJobSummary), counted?.total ?? 0, request)
    },

    async retryJob(id) {
      const { rows } = await sql<{ outcome: Outcome<'retryJob'> }>`
        select door.retry_job(${id}) as outcome`.execute(db)
      return rows[0]?.outcome ?? 'unknown'
    },

    async countJobs() {
      const { rows } = await sql<{ waiting: number; running: number; failed: number }>`
        select * from door.count_jobs()`.execute(db)
      return rows[0] ?? { waiting: 0, running: 0, failed: 0 }
    },
  }
}

type Outcome<Method extends 'changeAccount' | 'retryJob'> = Awaited<
  ReturnType<AdministrationRepository[Method]>
>

interface SummaryRow {
  id: number
  username: string
  email: string
  first_name: string
  last_name: string
  is_admin: boolean
  created_at: Date
  last_seen_at: Date | null
  disabled_at: Date | null
  locked: boolean
  second_factor: boolean
  storage_bytes: string | number
}

function toSummary(row: SummaryRow): AccountSummary {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    isAdmin: row.is_admin,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    locked: row.locked,
    secondFactor: row.second_factor,
    storageBytes: Number(row.storage_bytes),
  }
}

interface JobRow {
  id: number
  kind: string
  state: JobState
  attempts: number
  max_attempts: number
  reason: string | null
  created_at: Date
  finished_at: Date | null
  total: number
}

function toJobSummary(row: JobRow): JobSummary {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    reason: row.reason ?? undefined,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
  }
}
