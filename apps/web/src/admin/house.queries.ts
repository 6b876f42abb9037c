import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'
import type { JobSummary, SecurityEvent } from '../api/types.ts'

export const overviewQuery = defineQueryOptions({
  key: ['admin', 'overview'],
  query: ({ signal }) => unwrap(api.GET('/api/v1/admin/overview', { signal })),
})

export interface JobFilter {
  page: number
  state: JobSummary['state'] | undefined
}

export const jobsQuery = defineQueryOptions(({ page, state }: JobFilter) => ({
  key: ['admin', 'jobs', page, state ?? ''],
  query: ({ signal }) => {
    const query = { page, ...(state && { state }) }
    return unwrap(api.GET('/api/v1/admin/jobs', { params: { query }, signal }))
  },
}))

export function useRetryJob() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (id: number) =>
      unwrap(api.POST('/api/v1/admin/jobs/{id}/retry', { params: { path: { id } } })),
    onSettled: () => refreshQueries(cache, ['admin', 'jobs'], ['admin', 'overview']),
  })
}

export interface EventFilter {
  page: number
  type: SecurityEvent['type'] | undefined
}

export const eventsQuery = defineQueryOptions(({ page, type }: EventFilter) => ({
  key: ['admin', 'events', page, type ?? ''],
  query: ({ signal }) => {
    const query = { page, ...(type && { type }) }
    return unwrap(api.GET('/api/v1/admin/events', { params: { query }, signal }))
  },
}))
