import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { keyOfContent } from '../api/once.ts'
import { unwrap, unwrapVersioned } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'
import type { RecordInput } from '../api/types.ts'

export interface RecordFilter {
  page: number
  personId?: number | undefined
  /** Days, inclusive. */
  from?: string | undefined
  to?: string | undefined
}

export const recordKeys = {
  root: ['records'] as const,
  list: (filter: RecordFilter) => ['records', 'list', { ...filter }] as const,
  one: (id: number) => ['records', 'one', id] as const,
  documents: (id: number) => ['records', 'one', id, 'documents'] as const,
}

export const recordListQuery = defineQueryOptions((filter: RecordFilter) => ({
  key: recordKeys.list(filter),
  query: ({ signal }) =>
    unwrap(api.GET('/api/v1/records', { params: { query: toQuery(filter) }, signal })),
}))

/** With its version, which a change has to name. */
export const recordQuery = defineQueryOptions((id: number) => ({
  key: recordKeys.one(id),
  query: ({ signal }) =>
    unwrapVersioned(api.GET('/api/v1/records/{id}', { params: { path: { id } }, signal })),
}))

export const recordDocumentsQuery = defineQueryOptions((id: number) => ({
  key: recordKeys.documents(id),
  query: async ({ signal }) => {
    const params = { path: { id } }
    const call = api.GET('/api/v1/records/{id}/documents', { params, signal })
    return (await unwrap(call)).documents
  },
}))

export interface RecordChange {
  /** Left out: a new record. */
  id?: number | undefined
  version?: string | undefined
  input: RecordInput
}

export function useSaveRecord() {
  const refresh = useRefreshRecords()
  const once = keyOfContent()
  return useMutation({
    mutation: ({ id, version, input: body }: RecordChange) =>
      id === undefined
        ? unwrap(
            api.POST('/api/v1/records', {
              body,
              headers: { 'idempotency-key': once.keyFor(body) },
            }),
          )
        : unwrap(
            api.PUT('/api/v1/records/{id}', {
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

/** Leave the record's page before refreshing, or it would ask for what is gone. */
export function useRemoveRecord() {
  return useMutation({
    mutation: ({ id, version }: { id: number; version: string }) =>
      unwrap(
        api.DELETE('/api/v1/records/{id}', {
          params: { path: { id } },
          headers: { 'If-Match': version },
        }),
      ),
  })
}

export function useRestoreRecord() {
  const refresh = useRefreshRecords()
  return useMutation({
    mutation: (id: number) =>
      unwrap(api.POST('/api/v1/records/{id}/restore', { params: { path: { id } } })),
    onSuccess: refresh,
  })
}

/** Documents go and return with their record. */
export function useRefreshRecords() {
  const cache = useQueryCache()
  return () => refreshQueries(cache, recordKeys.root, ['documents'])
}

function toQuery({ page, personId, from, to }: RecordFilter) {
  return {
    page,
    ...(personId === undefined ? {} : { family_member_id: personId }),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
}
