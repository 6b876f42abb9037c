import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import type { Consent, ConsentInput } from '../api/types.ts'

const consentsKey = ['ai', 'consents'] as const

/** Language models that this PHRM is set up with, in the order in which they are asked. */
export const providersQuery = defineQueryOptions({
  key: ['ai', 'providers'],
  query: async ({ signal }) =>
    (await unwrap(api.GET('/api/v1/ai/providers', { signal }))).providers,
})

/** Which host may receive what is known about whom; what is not in the list is not allowed. */
export const consentsQuery = defineQueryOptions({
  key: consentsKey,
  query: async ({ signal }) => (await unwrap(api.GET('/api/v1/ai/consents', { signal }))).consents,
})

export function useSetConsent() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (body: ConsentInput) => unwrap(api.PUT('/api/v1/ai/consents', { body })),
    onSuccess: ({ consents }: { consents: Consent[] }) => cache.setQueryData(consentsKey, consents),
  })
}
