import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'

const sessionsKey = ['sessions'] as const

/** Where the account is signed in. */
export const sessionsQuery = defineQueryOptions({
  key: sessionsKey,
  query: async ({ signal }) =>
    (await unwrap(api.GET('/api/v1/auth/sessions', { signal }))).sessions,
})

export function useEndSession() {
  return useSessionChange((id: number) =>
    unwrap(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })),
  )
}

export function useEndOthers() {
  return useSessionChange(() => unwrap(api.POST('/api/v1/auth/sessions/end-others')))
}

export function useChangePassword() {
  return useSessionChange((body: { current_password: string; new_password: string }) =>
    unwrap(api.PUT('/api/v1/auth/password', { body })),
  )
}

function useSessionChange<Given>(mutation: (given: Given) => Promise<unknown>) {
  const cache = useQueryCache()
  return useMutation({ mutation, onSettled: () => refreshQueries(cache, sessionsKey) })
}
