import { defineQueryOptions } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'

export const registrationQuery = defineQueryOptions({
  key: ['registration'],
  query: ({ signal }) => unwrap(api.GET('/api/v1/auth/registration', { signal })),
})

/** For whom the invitation is; nothing is asked without one. */
export const invitationQuery = defineQueryOptions((token: string | undefined) => ({
  // Without the secret: keys are shown by tools that look into the cache. There is one link to a page.
  key: ['registration', 'invitation'],
  enabled: token !== undefined,
  query: ({ signal }) =>
    unwrap(api.POST('/api/v1/auth/invitation', { body: { token: token ?? '' }, signal })),
}))
