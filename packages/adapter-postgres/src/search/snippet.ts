import type { SnippetPart } from '@phrm/core'
import { plainWords } from './plain-words.ts'

/** Characters, and how many of them stand before the first word that was found. */
const size = 240
const lead = 60

/**
 * The stretch of the text that holds most of the found words, in marked and unmarked parts. Joined they are that stretch,
 * byte for byte.
 */
export function toSnippet(text: string, found: ReadonlySet<string>): SnippetPart[] {
  const marks = [...plainWords(text)].filter(({ words }) => words.some((word) => found.has(word)))
  const [from, to] = stretchAround(text, bestOf(marks, found))
  const parts: SnippetPart[] = []
  let at = from
  const push = (end: number, marked: boolean): void => {
    if (end > at) parts.push({ text: text.slice(at, end), marked })
    at = Math.max(at, end)
  }
  for (const { start, end } of marks) {
    if (start < from || end > to) continue
    push(start, false)
    push(end, true)
  }
  push(to, false)
  return parts
}

interface Mark {
  start: number
  end: number
  words: string[]
}

/** Where the stretch with the most different words begins. */
function bestOf(marks: Mark[], found: ReadonlySet<string>): number {
  let best = { start: 0, count: 0 }
  for (const [index, { start }] of marks.entries()) {
    const seen = new Set<string>()
    for (let next = index; next < marks.length; next++) {
      const mark = marks[next] as Mark
      if (mark.end > start + size - lead) break
      for (const word of mark.words) if (found.has(word)) seen.add(word)
    }
    if (seen.size > best.count) best = { start, count: seen.size }
  }
  return best.start
}

/** Begins and ends between words where there is a space to do so. */
function stretchAround(text: string, start: number): [from: number, to: number] {
  const earliest = Math.max(0, Math.min(start - lead, text.length - size))
  const from = earliest === 0 ? 0 : afterSpace(text, earliest, start)
  const latest = Math.min(text.length, from + size)
  const to = latest === text.length ? latest : beforeSpace(text, Math.max(start, from), latest)
  return [from + leadingSpace(text.slice(from, to)), from + text.slice(from, to).trimEnd().length]
}

function afterSpace(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/)
  return space < 0 ? wholeCharacter(text, from) : from + space + 1
}

function beforeSpace(text: string, limit: number, to: number): number {
  const space = text.slice(limit, to).search(/\s\S*$/)
  return space <= 0 ? wholeCharacter(text, to) : limit + space
}

/** Not between the two halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length
}
