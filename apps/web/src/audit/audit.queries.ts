import { defineQueryOptions } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'

/** Who looked at a person, newest first; never kept for later: it changes with every look. */
export const accessesQuery = defineQueryOptions(
  ({ personId, page }: { personId: number; page: number }) => ({
    key: ['audit', 'accesses', personId, page] as const,
    staleTime: 0,
    query: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/family/{id}/accesses', {
          params: { path: { id: personId }, query: { page, per_page: 10 } },
          signal,
        }),
      ),
  }),
)

export const activityQuery = defineQueryOptions((page: number) => ({
  key: ['audit', 'activity', page] as const,
  staleTime: 0,
  query: ({ signal }) =>
    unwrap(api.GET('/api/v1/user/activity', { params: { query: { page } }, signal })),
}))
