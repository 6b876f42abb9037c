import { asksForLatest, toSearchWords } from './search-words.ts'

/**
 * The stretch of at most `length` characters, in whole lines or words, that holds most words of the question. Of several
 * the first, but the last when the newest is asked for: tables and notes go forward in time.
 */
export function excerpt(text: string, question: string, length: number): string {
  const trimmed = text.trim()
  if (trimmed.length <= length) return trimmed
  const stems = contentStems(toSearchWords(question))
  const latest = asksForLatest(question)
  const starts = [...trimmed.matchAll(/(?<=^|\n|[.!?]\s)\S/g)].map(({ index }) => index)
  const best = starts
    .map((start) => ({ start, hits: countStems(trimmed.slice(start, start + length), stems) }))
    .reduce((a, b) => (b.hits > a.hits || (latest && b.hits === a.hits) ? b : a), {
      start: 0,
      hits: 0,
    })
  return cutAtWord(trimmed.slice(best.start), length)
}

/** Rough stems: the first letters of words long enough to mean something. */
function contentStems(words: string): string[] {
  const long = words.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return [...new Set(long.filter((word) => word !== 'the').map((word) => word.slice(0, 6)))]
}

function countStems(text: string, stems: string[]): number {
  const lower = text.toLowerCase()
  return stems.filter((stem) => lower.includes(stem)).length
}

function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length)
  const end = cut.lastIndexOf('\n') > length * 0.6 ? cut.lastIndexOf('\n') : cut.lastIndexOf(' ')
  return (end > 0 ? cut.slice(0, end) : cut).trimEnd()
}
