import { defineStore } from 'pinia'
import type { Highlight } from './page-text.ts'

/**
 * What to mark on the page that is about to be opened. It lies in memory, because neither an address nor the
 * browser's history may hold words of a paper.
 */
export const useHighlightStore = defineStore('highlight', () => {
  const highlights = new Map<string, Highlight>()

  function keep(documentId: number, page: number, highlight: Highlight) {
    highlights.set(toKey(documentId, page), highlight)
  }

  function find(documentId: number, page: number): Highlight | undefined {
    return highlights.get(toKey(documentId, page))
  }

  return { keep, find }
})

function toKey(documentId: number, page: number) {
  return `${documentId}/${page}`
}
