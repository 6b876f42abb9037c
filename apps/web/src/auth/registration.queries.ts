import { defineQueryOptions } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'

export const registrationQuery = defineQueryOptions({
  key: ['registration'],
  query: ({ signal }) => unwrap(api.GET('/api/v1/auth/registration', { signal })),
})
