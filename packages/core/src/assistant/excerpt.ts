import { asksForLatest, toSearchWords } from './search-words.ts'

/**
 * The stretch of at most `length` characters, in whole lines or words, that holds most of the question. In a list by
 * date, as on a vaccination card, it begins at the newest line that fits when the newest is asked for.
 */
export function excerpt(text: string, question: string, length: number): string {
  const trimmed = text.trim()
  if (trimmed.length <= length) return trimmed
  const stems = contentStems(toSearchWords(question))
  const newest = asksForLatest(question) ? findNewestLine(trimmed, stems) : undefined
  return cutAtWord(trimmed.slice(newest ?? findDensest(trimmed, stems, length)), length)
}

/** Rough stems: the first letters of words long enough to mean something. */
function contentStems(words: string): string[] {
  const long = words.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return [...new Set(long.filter((word) => word !== 'the').map((word) => word.slice(0, 6)))]
}

/** Where the line with the latest year begins, if several lines that fit have one. */
function findNewestLine(text: string, stems: string[]): number | undefined {
  const dated = [...text.matchAll(/^.*\b((?:19|20)\d\d)\b.*$/gm)].filter(
    ([line]) => count(line, stems).distinct > 0,
  )
  if (dated.length < 2) return undefined
  return dated.reduce((a, b) => (Number(b[1]) >= Number(a[1]) ? b : a)).index
}

/** Different words count first, then how often they stand there. */
function findDensest(text: string, stems: string[], length: number): number {
  const starts = [...text.matchAll(/(?<=^|\n|[.!?]\s)\S/g)].map(({ index }) => index)
  return starts
    .map((start) => ({ start, ...count(text.slice(start, start + length), stems) }))
    .map(({ start, distinct, all }) => ({ start, worth: distinct * 1000 + all }))
    .reduce((a, b) => (b.worth > a.worth ? b : a), { start: 0, worth: 0 }).start
}

function count(text: string, stems: string[]): { distinct: number; all: number } {
  const lower = text.toLowerCase()
  const each = stems.map((stem) => lower.split(stem).length - 1)
  return {
    distinct: each.filter((times) => times > 0).length,
    all: each.reduce((a, b) => a + b, 0),
  }
}

function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length)
  const end = cut.lastIndexOf('\n') > length * 0.6 ? cut.lastIndexOf('\n') : cut.lastIndexOf(' ')
  return (end > 0 ? cut.slice(0, end) : cut).trimEnd()
}
