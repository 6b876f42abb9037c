import { defineQueryOptions } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'

/** Below the records, so that it is asked again when one of them changes. */
export const followUpsQuery = defineQueryOptions({
  key: ['records', 'follow-ups'],
  query: ({ signal }) => unwrap(api.GET('/api/v1/follow-ups', { signal })),
})
