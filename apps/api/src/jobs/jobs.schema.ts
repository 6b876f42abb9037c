import { Type, type Static } from 'typebox'
import type { Job as CoreJob } from '@phrm/core'
import { answer, Id, IdParams, Moment, named, oneOf, orNull, toNull } from '../http/json-schema.ts'
import { problems } from '../http/problem.schema.ts'

export const Job = answer(
  'Job',
  'A piece of work.',
  {
    id: Id,
    kind: Type.String(),
    state: oneOf(['queued', 'running', 'done', 'failed', 'cancelled']),
    stage: Type.String(),
    done: Type.Integer(),
    total: Type.Integer(),
    attempts: Type.Integer(),
    reason: orNull(Type.String({ description: 'For people: why it failed.' })),
    created_at: Moment,
    finished_at: orNull(Moment),
  },
  {
    id: 31,
    kind: 'read-document',
    state: 'running',
    stage: 'reading',
    done: 3,
    total: 12,
    attempts: 1,
    reason: null,
    created_at: '2024-01-15T10:00:00.000Z',
    finished_at: null,
  },
)

export type JobBody = Static<typeof Job>

const tags = ['jobs']

export const getJob = {
  operationId: 'getJob',
  summary: 'How far a piece of work has come',
  tags,
  params: IdParams,
  response: { 200: named(Job), ...problems(401, 404) },
}

export const watchJob = {
  operationId: 'watchJob',
  summary: 'The same, live',
  description: 'Events `progress` with the job as data, then `end` with its last state.',
  tags,
  params: IdParams,
  response: {
    200: {
      description: 'Server-sent events.',
      content: { 'text/event-stream': { schema: Type.String() } },
    },
    ...problems(401, 404),
  },
}

export const cancelJob = {
  operationId: 'cancelJob',
  summary: 'Stop a piece of work',
  description: 'A waiting one ends at once, a running one within seconds.',
  tags,
  params: IdParams,
  response: { 202: named(Job), ...problems(401, 404) },
}

export function toJobBody(job: CoreJob): JobBody {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    ...job.progress,
    attempts: job.attempts,
    reason: toNull(job.reason),
    created_at: job.createdAt.toISOString(),
    finished_at: toNull(job.finishedAt?.toISOString()),
  }
}
