import type { DocumentPage, PageWord } from '@phrm/core'
import { cleanText } from './clean-text.ts'
import { rowsInReadingOrder } from './columns.ts'
import { limitText } from './limit-text.ts'
import type { PlacedPage, PlacedWord } from './placed-word.ts'
import { medianHeight } from './rows.ts'

/**
 * Text and word boxes of a page from its placed words. Two spaces stand where a gap wider than usual parts the columns of a
 * table; words outside the page, which nobody sees, are left out.
 */
export function toDocumentPage(
  number: number,
  source: DocumentPage['source'],
  page: PlacedPage,
  maxTextBytes: number,
): DocumentPage {
  const words = page.words.map(cleanWord).filter((word) => word.text !== '' && isOnPage(word, page))
  const rows = rowsInReadingOrder({ ...page, words })
  const text = limitText(toText(rows, medianHeight(words)), maxTextBytes)
  const confidence = meanConfidence(words)
  return {
    number,
    text,
    source,
    ...(confidence === undefined ? {} : { confidence }),
    words: rows.flat().map((word) => toPageWord(word, page)),
  }
}

function cleanWord(word: PlacedWord): PlacedWord {
  return { ...word, text: cleanText(word.text).replace(/\s+/g, ' ').trim() }
}

function isOnPage(word: PlacedWord, { width, height }: PlacedPage): boolean {
  const across = word.left + word.width / 2
  const down = word.top + word.height / 2
  return across >= 0 && across <= width && down >= 0 && down <= height
}

function toText(rows: PlacedWord[][], height: number): string {
  let text = ''
  let above: PlacedWord[] | undefined
  for (const row of rows) {
    if (above) text += top(row) - top(above) > 2.4 * height ? '\n\n' : '\n'
    text += toLine(row, height)
    above = row
  }
  return text
}

function toLine(row: PlacedWord[], height: number): string {
  let line = ''
  let edge = 0
  for (const word of row) {
    if (line) line += word.left - edge > 1.2 * height ? '  ' : ' '
    line += word.text
    edge = word.left + word.width
  }
  return line
}

function toPageWord(word: PlacedWord, page: PlacedPage): PageWord {
  const { width, height } = page.shown ?? page
  const place = page.shown?.toShown(word) ?? word
  const left = share(place.left, width)
  const top = share(place.top, height)
  const right = share(place.left + place.width, width)
  const bottom = share(place.top + place.height, height)
  const { confidence } = word
  return {
    text: word.text,
    box: [left, top, round(right - left), round(bottom - top)],
    ...(confidence === undefined ? {} : { confidence: Math.round(confidence) }),
  }
}

function meanConfidence(words: PlacedWord[]): number | undefined {
  const known = words.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence]))
  if (known.length === 0) return undefined
  return Math.round(known.reduce((sum, one) => sum + one, 0) / known.length)
}

const top = (row: PlacedWord[]) => row[0]?.top ?? 0
const share = (value: number, whole: number) => round(Math.min(1, Math.max(0, value / whole)))
const round = (value: number) => Math.round(value * 1e5) / 1e5
