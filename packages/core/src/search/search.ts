import type { Page, PageRequest } from '../page.ts'

export interface SearchQuery extends PageRequest {
  /** As typed, 1 to 500 characters. Nothing in it is an operator. */
  text: string
  familyMemberId?: number | undefined
  /** Only within these persons; left out: all whom row-level security shows. */
  within?: number[] | undefined
  from?: string | undefined
  to?: string | undefined
}

export interface SearchHit {
  kind: 'record' | 'document'
  recordId: number
  /** For documents, with the page that matches best. */
  documentId?: number | undefined
  page?: number | undefined
  familyMember: { id: number; name: string }
  date: string
  title: string
  /** The place in the text, cut into marked and unmarked parts; joined they are the text. */
  snippet: SnippetPart[]
  /** BM25 over stemmed lexemes; comparable within one answer only. */
  score: number
}

export interface SnippetPart {
  text: string
  marked: boolean
}

export interface SearchResult extends Page<SearchHit> {
  /** Words that nothing held, and the words of the records taken in their place. */
  corrections: { typed: string; used: string }[]
}

/** A passage for the assistant: one record, or one page of a document, whole. */
export interface Passage {
  kind: 'record' | 'document'
  recordId: number
  documentId?: number | undefined
  filename?: string | undefined
  page?: number | undefined
  familyMember: { id: number; name: string }
  date: string
  title: string
  text: string
  score: number
  /** Share of the question's distinct content words that the passage holds, 0 to 1: the gate. */
  coverage: number
}

/**
 * Works inside a transaction of one account and sees only what that account may see. The index is kept by the
 * database itself whenever a record or a page changes, so nothing is findable after it is gone.
 */
export interface SearchRepository {
  search(query: SearchQuery): Promise<SearchResult>
  /** Best first. */
  listPassages(query: { text: string; familyMemberId: number; limit: number }): Promise<Passage[]>
}
