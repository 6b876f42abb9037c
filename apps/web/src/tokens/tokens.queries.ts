import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'
import type { ApiTokenInput } from '../api/types.ts'

const tokensKey = ['tokens'] as const

/** Those that work, newest first. */
export const tokensQuery = defineQueryOptions({
  key: tokensKey,
  query: async ({ signal }) => (await unwrap(api.GET('/api/v1/tokens', { signal }))).tokens,
})

export function useCreateToken() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (body: ApiTokenInput) => unwrap(api.POST('/api/v1/tokens', { body })),
    onSuccess: () => refreshQueries(cache, tokensKey),
  })
}

export function useRevokeToken() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (id: number) =>
      unwrap(api.DELETE('/api/v1/tokens/{id}', { params: { path: { id } } })),
    onSettled: () => refreshQueries(cache, tokensKey),
  })
}
