import { Type, type Static } from 'typebox'
import type { JobSummary as CoreJobSummary, Overview as CoreOverview } from '@phrm/core'
import {
  answer,
  closed,
  Id,
  IdParams,
  Moment,
  named,
  oneOf,
  orNull,
  pageCounts,
  pageQuery,
  toNull,
} from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'

const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

export const JobSummary = answer(
  'JobSummary',
  'A piece of work, without what it works on.',
  {
    id: Id,
    kind: Type.String(),
    state: oneOf(states),
    attempts: Type.Integer(),
    max_attempts: Type.Integer(),
    reason: orNull(Type.String()),
    created_at: Moment,
    finished_at: orNull(Moment),
  },
  {
    id: 31,
    kind: 'read-document',
    state: 'failed',
    attempts: 3,
    max_attempts: 3,
    reason: 'Something went wrong on our side. Try again later.',
    created_at: '2024-01-15T10:00:00.000Z',
    finished_at: '2024-01-15T10:02:00.000Z',
  },
)

export const JobSummaries = answer(
  'JobSummaries',
  'One page of the work.',
  { jobs: Type.Array(named(JobSummary)), ...pageCounts },
  { jobs: JobSummary.examples, total: 1, page: 1, pages: 1 },
)

export const Overview = answer(
  'Overview',
  'How this PHRM is doing.',
  {
    version: Type.String(),
    database: oneOf(['embedded', 'server']),
    mail_configured: Type.Boolean(),
    accounts: Type.Integer(),
    disk_free: orNull(Type.Integer({ description: 'Bytes, where the documents lie.' })),
    jobs: Type.Object({
      waiting: Type.Integer(),
      running: Type.Integer(),
      failed: Type.Integer(),
    }),
    providers: Type.Array(
      Type.Object({
        key: Type.String(),
        model: Type.String(),
        host: Type.String(),
        local: Type.Boolean(),
        state: oneOf(['answers', 'silent', 'unknown']),
        failure: orNull(Type.String({ description: 'Why it is silent.' })),
      }),
    ),
  },
  {
    version: '1.0.0',
    database: 'embedded',
    mail_configured: false,
    accounts: 2,
    disk_free: 128_000_000_000,
    jobs: { waiting: 0, running: 0, failed: 0 },
    providers: [
      {
        key: 'local',
        model: 'medgemma:4b',
        host: 'localhost:11434',
        local: true,
        state: 'answers',
        failure: null,
      },
    ],
  },
)

const tags = ['admin']

export const getOverview = {
  operationId: 'getOverview',
  summary: 'How this PHRM is doing',
  tags,
  response: { 200: named(Overview), ...problems(401, 403) },
}

export const listJobs = {
  operationId: 'listJobs',
  summary: 'The work of all accounts and of the house',
  description: 'What a piece of work is about is not shown.',
  tags,
  querystring: closed({
    ...pageQuery,
    state: Type.Optional(oneOf(states)),
    kind: Type.Optional(Type.String({ pattern: '^[a-z-]{1,50}$' })),
  }),
  response: { 200: named(JobSummaries), ...problems(401, 403) },
}

export const retryJob = {
  operationId: 'retryJob',
  summary: 'Try failed work again',
  tags,
  params: IdParams,
  response: { 204: noContent, ...problems(401, 403, 404, 409) },
}

export function toJobSummaryBody(job: CoreJobSummary): Static<typeof JobSummary> {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    attempts: job.attempts,
    max_attempts: job.maxAttempts,
    reason: toNull(job.reason),
    created_at: job.createdAt.toISOString(),
    finished_at: toNull(job.finishedAt?.toISOString()),
  }
}

export function toOverviewBody(overview: CoreOverview): Static<typeof Overview> {
  const { version, database, accounts, jobs, providers } = overview
  return {
    version,
    database,
    mail_configured: overview.mailConfigured,
    accounts,
    disk_free: toNull(overview.diskFree),
    jobs,
    providers: providers.map(({ isLocal, failure, ...provider }) => ({
      ...provider,
      local: isLocal,
      failure: toNull(failure),
    })),
  }
}
