import type { PageRequest } from '@phrm/core'

/** The defaults stand in the schema too, which fills them in. */
export function toPageRequest(query: {
  page?: number | undefined
  per_page?: number | undefined
}): PageRequest {
  return { page: query.page ?? 1, perPage: query.per_page ?? 20 }
}
