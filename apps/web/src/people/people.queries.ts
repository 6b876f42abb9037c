import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { keyOfContent } from '../api/once.ts'
import { unwrap, unwrapVersioned } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'
import type { MemberInput } from '../api/types.ts'

export const peopleKeys = {
  root: ['people'] as const,
  list: ['people', 'list'] as const,
  one: (id: number) => ['people', 'one', id] as const,
}

export const peopleQuery = defineQueryOptions({
  key: peopleKeys.list,
  query: async ({ signal }) => (await unwrap(api.GET('/api/v1/family', { signal }))).family_members,
})

/** With its version, which a change has to name. */
export const personQuery = defineQueryOptions((id: number) => ({
  key: peopleKeys.one(id),
  query: ({ signal }) =>
    unwrapVersioned(api.GET('/api/v1/family/{id}', { params: { path: { id } }, signal })),
}))

export interface PersonChange {
  /** Left out: a new person. */
  id?: number | undefined
  version?: string | undefined
  input: MemberInput
}

export function useSavePerson() {
  const refresh = useRefreshPeople()
  const once = keyOfContent()
  return useMutation({
    mutation: ({ id, version, input: body }: PersonChange) =>
      id === undefined
        ? unwrap(
            api.POST('/api/v1/family', { body, headers: { 'idempotency-key': once.keyFor(body) } }),
          )
        : unwrap(
            api.PUT('/api/v1/family/{id}', {
              params: { path: { id } },
              body,
              headers: { 'If-Match': version },
            }),
          ),
    onSuccess: () => {
      once.answered()
      return refresh()
    },
  })
}

/** Leave the person's page before refreshing, or it would ask for what is gone. */
export function useRemovePerson() {
  return useMutation({
    mutation: ({ id, version }: { id: number; version: string }) =>
      unwrap(
        api.DELETE('/api/v1/family/{id}', {
          params: { path: { id } },
          headers: { 'If-Match': version },
        }),
      ),
  })
}

export function useRestorePerson() {
  const refresh = useRefreshPeople()
  return useMutation({
    mutation: (id: number) =>
      unwrap(api.POST('/api/v1/family/{id}/restore', { params: { path: { id } } })),
    onSuccess: refresh,
  })
}

/** Records and documents carry the person's name, and go and return with the person. */
export function useRefreshPeople() {
  const cache = useQueryCache()
  return () => refreshQueries(cache, peopleKeys.root, ['records'], ['documents'])
}
