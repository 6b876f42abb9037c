import type { DocumentPage, ReadingResult } from '@phrm/core'
import { noTextFound } from './notes.ts'
import { lockedReason } from './reading-fault.ts'

/** What a reading process told until it ended. */
export interface Findings {
  pageCount: number
  pages: DocumentPage[]
  notes: string[]
  /** What ended the reading before its time, for people. */
  fault?: string | undefined
}

/** Whatever was read is kept; only a file of which nothing could be read has failed, and a locked one waits for a password. */
export function toReadingResult({ pageCount, pages, notes, fault }: Findings): ReadingResult {
  const sorted = pages.toSorted((a, b) => a.number - b.number)
  const result = { pageCount: Math.max(pageCount, pages.length), pages: sorted }
  if (fault !== undefined && pages.length === 0)
    return {
      state: fault === lockedReason ? 'needs_attention' : 'failed',
      reason: fault,
      ...result,
    }
  const reasons = [...notes, ...(fault === undefined ? [] : [fault])]
  const isEmpty = pages.every(({ text }) => text.trim() === '')
  if (reasons.length === 0 && isEmpty) reasons.push(noTextFound)
  if (reasons.length === 0) return { state: 'done', ...result }
  return { state: 'needs_attention', reason: reasons.join(' '), ...result }
}
