import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'
import type { InvitationInput, RegistrationMode } from '../api/types.ts'

const modeKey = ['admin', 'registration'] as const
const invitationsKey = ['admin', 'invitations'] as const

export const modeQuery = defineQueryOptions({
  key: modeKey,
  query: async ({ signal }) =>
    (await unwrap(api.GET('/api/v1/admin/registration', { signal }))).mode,
})

export const invitationsQuery = defineQueryOptions({
  key: invitationsKey,
  query: async ({ signal }) =>
    (await unwrap(api.GET('/api/v1/admin/invitations', { signal }))).invitations,
})

export function useSetMode() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (mode: RegistrationMode) =>
      unwrap(api.PUT('/api/v1/admin/registration', { body: { mode } })),
    onSuccess: ({ mode }: { mode: RegistrationMode }) => {
      cache.setQueryData(modeKey, mode)
      refreshQueries(cache, ['registration'])
    },
  })
}

export function useInvite() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (body: InvitationInput) => unwrap(api.POST('/api/v1/admin/invitations', { body })),
    onSuccess: () => refreshQueries(cache, invitationsKey),
  })
}

export function useRevokeInvitation() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (id: number) =>
      unwrap(api.DELETE('/api/v1/admin/invitations/{id}', { params: { path: { id } } })),
    onSettled: () => refreshQueries(cache, invitationsKey),
  })
}
