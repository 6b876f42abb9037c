import type { DocumentPage } from '@phrm/core'
import { cleanText } from './clean-text.ts'

const pageLength = 3000

/** Cuts a text that has no pages of its own into pages of about 3,000 characters, at a paragraph, line or word. */
export function toTextPages(text: string): DocumentPage[] {
  const pages: DocumentPage[] = []
  let rest = cleanText(text).trim()
  while (rest !== '' || pages.length === 0) {
    const end = rest.length <= pageLength ? rest.length : breakBefore(rest, pageLength)
    const page = rest.slice(0, end).trimEnd()
    pages.push({ number: pages.length + 1, text: page, source: 'text-layer', words: [] })
    rest = rest.slice(end).trimStart()
  }
  return pages
}

function breakBefore(text: string, end: number): number {
  for (const mark of ['\n\n', '\n', ' ']) {
    const found = text.lastIndexOf(mark, end)
    if (found > end / 2) return found
  }
  // No half of a pair of surrogates.
  return /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end
}
