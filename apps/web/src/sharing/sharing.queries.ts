import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'
import type { ShareInput, ShareTerms } from '../api/types.ts'
import { peopleKeys } from '../people/people.queries.ts'

export const sharesKey = ['shares'] as const

export const sharesQuery = defineQueryOptions({
  key: sharesKey,
  query: ({ signal }) => unwrap(api.GET('/api/v1/shares', { signal })),
})

export function useOfferShare() {
  return useShareChange(({ personId, body }: { personId: number; body: ShareInput }) =>
    unwrap(api.POST('/api/v1/family/{id}/shares', { params: { path: { id: personId } }, body })),
  )
}

export function useHandOver() {
  return useShareChange(({ personId, email }: { personId: number; email: string }) =>
    unwrap(
      api.POST('/api/v1/family/{id}/handover', {
        params: { path: { id: personId } },
        body: { email },
      }),
    ),
  )
}

export function useAcceptShare() {
  return useShareChange(({ id, keepAccess }: { id: number; keepAccess: boolean }) =>
    unwrap(
      api.POST('/api/v1/shares/{id}/accept', {
        params: { path: { id } },
        body: { keep_access: keepAccess },
      }),
    ),
  )
}

export function useDeclineShare() {
  return useShareChange((id: number) =>
    unwrap(api.POST('/api/v1/shares/{id}/decline', { params: { path: { id } } })),
  )
}

export function useChangeShare() {
  return useShareChange(({ id, body }: { id: number; body: ShareTerms }) =>
    unwrap(api.PUT('/api/v1/shares/{id}', { params: { path: { id } }, body })),
  )
}

export function useEndShare() {
  return useShareChange((id: number) =>
    unwrap(api.DELETE('/api/v1/shares/{id}', { params: { path: { id } } })),
  )
}

/** People come and go with shares, and their papers with them; so may the own person. */
function useShareChange<Input, Result>(mutation: (input: Input) => Promise<Result>) {
  const cache = useQueryCache()
  return useMutation({
    mutation,
    onSuccess: () =>
      refreshQueries(cache, sharesKey, peopleKeys.root, ['records'], ['documents'], ['follow-ups']),
  })
}
