import type { RouteLocationRaw } from 'vue-router'
import type { SearchResult } from '../api/types.ts'
import type { Highlight } from '../documents/page-text.ts'

/** Where a result leads; its words are kept apart, as they may not stand in an address. */
export function toPlace(result: SearchResult): RouteLocationRaw {
  if (result.document_id === null) return { name: 'record', params: { id: result.record_id } }
  return {
    name: 'document',
    params: { id: result.document_id },
    query: { page: result.page ?? 1 },
  }
}

/** The passage of a result, and the words in it that were found. */
export function toHighlight({ snippet }: SearchResult): Highlight {
  return {
    passage: snippet.map(({ text }) => text).join(''),
    terms: [...new Set(snippet.filter(({ marked }) => marked).map(({ text }) => text))],
  }
}
