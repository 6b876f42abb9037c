import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'
import type { PageText } from '../api/types.ts'

export interface DocumentFilter {
  page: number
  familyMemberId?: number | undefined
}

export const documentKeys = {
  root: ['documents'] as const,
  list: (filter: DocumentFilter) => ['documents', 'list', { ...filter }] as const,
  one: (id: number) => ['documents', 'one', id] as const,
  page: (id: number, number: number) => ['documents', 'one', id, 'page', number] as const,
}

export const documentsQuery = defineQueryOptions((filter: DocumentFilter) => ({
  key: documentKeys.list(filter),
  query: ({ signal }) =>
    unwrap(api.GET('/api/v1/documents', { params: { query: toQuery(filter) }, signal })),
}))

export const documentQuery = defineQueryOptions((id: number) => ({
  key: documentKeys.one(id),
  query: ({ signal }) =>
    unwrap(api.GET('/api/v1/documents/{id}', { params: { path: { id } }, signal })),
}))

export const documentPageQuery = defineQueryOptions((place: { id: number; number: number }) => ({
  key: documentKeys.page(place.id, place.number),
  query: async ({ signal }) => {
    const params = { path: place }
    const url = '/api/v1/documents/{id}/pages/{number}'
    return (await unwrap(api.GET(url, { params, signal }))) as PageText
  },
}))

export function useRemoveDocument() {
  const refresh = useRefreshDocuments()
  return useMutation({
    mutation: (id: number) =>
      unwrap(api.DELETE('/api/v1/documents/{id}', { params: { path: { id } } })),
    onSettled: refresh,
  })
}

export function useRestoreDocument() {
  const refresh = useRefreshDocuments()
  return useMutation({
    mutation: (id: number) =>
      unwrap(api.POST('/api/v1/documents/{id}/restore', { params: { path: { id } } })),
    onSettled: refresh,
  })
}

export function useReadAgain() {
  const refresh = useRefreshDocuments()
  return useMutation({
    mutation: (id: number) =>
      unwrap(api.POST('/api/v1/documents/{id}/read', { params: { path: { id } } })),
    onSettled: refresh,
  })
}

/** Records name their documents, so they are asked for anew too. */
export function useRefreshDocuments() {
  const cache = useQueryCache()
  return () => refreshQueries(cache, documentKeys.root, ['records'])
}

function toQuery({ page, familyMemberId }: DocumentFilter) {
  return { page, ...(familyMemberId === undefined ? {} : { family_member_id: familyMemberId }) }
}
