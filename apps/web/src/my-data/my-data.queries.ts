import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import type { Export } from '../api/types.ts'

const exportKey = ['my-data', 'export'] as const

export const exportQuery = defineQueryOptions({
  key: exportKey,
  query: ({ signal }) => unwrap(api.GET('/api/v1/user/export', { signal })),
})

export const deletionQuery = defineQueryOptions({
  key: ['my-data', 'deletion'],
  query: ({ signal }) => unwrap(api.GET('/api/v1/user/deletion', { signal })),
})

export const exportJobQuery = defineQueryOptions((id: number) => ({
  key: ['my-data', 'job', id],
  query: ({ signal }: { signal: AbortSignal }) =>
    unwrap(api.GET('/api/v1/jobs/{id}', { params: { path: { id } }, signal })),
}))

export function useRequestExport() {
  const cache = useQueryCache()
  return useMutation({
    mutation: () => unwrap(api.POST('/api/v1/user/export')),
    onSuccess: (made: Export) => cache.setQueryData(exportKey, made),
  })
}

export function requestDeletion(): Promise<{ due_at: string | null }> {
  return unwrap(api.POST('/api/v1/user/deletion', { body: { confirm: 'DELETE' } }))
}

export async function cancelDeletion(): Promise<void> {
  await unwrap(api.DELETE('/api/v1/user/deletion'))
}
