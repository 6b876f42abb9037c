import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'
import type { AccountChangeInput } from '../api/types.ts'

const key = ['admin', 'accounts'] as const

export const accountsQuery = defineQueryOptions({
  key,
  query: async ({ signal }) =>
    (await unwrap(api.GET('/api/v1/admin/accounts', { signal }))).accounts,
})

export type AccountAct = AccountChangeInput | 'end-sessions' | 'unlock'

export function useChangeAccount() {
  const cache = useQueryCache()
  return useMutation({
    mutation: ({ id, act }: { id: number; act: AccountAct }): Promise<unknown> => {
      const params = { path: { id } }
      if (act === 'end-sessions') {
        return unwrap(api.POST('/api/v1/admin/accounts/{id}/end-sessions', { params }))
      }
      if (act === 'unlock') {
        return unwrap(api.POST('/api/v1/admin/accounts/{id}/unlock', { params }))
      }
      return unwrap(api.PUT('/api/v1/admin/accounts/{id}', { params, body: act }))
    },
    onSettled: () => refreshQueries(cache, key),
  })
}

/** A link that sets a new password: for handing over where no mail is sent. */
export function useResetLink() {
  return useMutation({
    mutation: (id: number) =>
      unwrap(api.POST('/api/v1/admin/accounts/{id}/reset-link', { params: { path: { id } } })),
  })
}
