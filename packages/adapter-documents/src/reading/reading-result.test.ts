import { describe, expect, it } from 'vitest'
import { unreadablePages } from './notes.ts'
import { locked, tookTooLong } from './reading-fault.ts'
import { toReadingResult } from './reading-result.ts'

const page = (number: number, text = 'text') => ({
  number,
  text,
  source: 'text-layer' as const,
  words: [],
})

describe('toReadingResult', () => {
  it('sorts pages and is done when nothing is missing', () => {
    const pages = [page(2, ''), page(1)]
    expect(toReadingResult({ pageCount: 2, pages, notes: [] })).toEqual({
      state: 'done',
      pageCount: 2,
      pages: [page(1), page(2, '')],
    })
  })

  it('fails when nothing could be read, except that a locked file waits', () => {
    const none = { pageCount: 0, pages: [], notes: [] }
    expect(toReadingResult({ ...none, fault: tookTooLong().message }).state).toBe('failed')
    expect(toReadingResult({ ...none, fault: locked().message }).state).toBe('needs_attention')
  })

  it('keeps what was read, with all reasons', () => {
    const result = toReadingResult({ pageCount: 9, pages: [page(1)], notes: ['A.'], fault: 'B.' })
    expect(result).toMatchObject({ state: 'needs_attention', reason: 'A. B.', pageCount: 9 })
  })

  it('says when there is no text at all', () => {
    const result = toReadingResult({ pageCount: 1, pages: [page(1, ' \n')], notes: [] })
    expect(result).toMatchObject({
      state: 'needs_attention',
      reason: 'No text was found in this document.',
    })
  })
})

describe('unreadablePages', () => {
  it('names them like a person would', () => {
    expect(unreadablePages([4])).toBe('Page 4 could not be read.')
    expect(unreadablePages([1, 2, 5])).toBe('Pages 1, 2 and 5 could not be read.')
    expect(unreadablePages(Array.from({ length: 11 }, (_, index) => index))).toContain('11 pages')
  })
})
