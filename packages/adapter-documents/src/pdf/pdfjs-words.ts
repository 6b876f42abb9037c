import type { PlacedWord } from '../text/placed-word.ts'
import type { PdfjsText, PdfjsTextContent, PdfjsViewport } from './pdfjs-types.ts'

/** How far letters reach over and below the base line, in font sizes. */
const ascent = 0.85
const descent = 0.2
/** Pieces closer than that, in heights, are one word. */
const joinWithin = 0.12

/** Words out of the pieces of text that pdf.js gives, which may be several words or part of one. */
export function wordsOf({ items }: PdfjsTextContent, viewport: PdfjsViewport): PlacedWord[] {
  const words: PlacedWord[] = []
  let mayContinue = false
  for (const item of items) {
    if (!('str' in item)) continue
    for (const piece of splitAtSpaces(item.str)) {
      const word = place(item, piece, viewport)
      const last = words.at(-1)
      if (piece.start === 0 && mayContinue && last && touches(last, word)) extend(last, word)
      else words.push(word)
    }
    mayContinue = item.str === '' ? mayContinue : !/\s$/.test(item.str)
    if (item.hasEOL) mayContinue = false
  }
  return words
}

interface Piece {
  text: string
  start: number
}

function splitAtSpaces(text: string): Piece[] {
  return Array.from(text.matchAll(/\S+/g), (match) => ({ text: match[0], start: match.index }))
}

/** Letters are taken as equally wide, which is right within a letter or two. */
function place(
  { str, transform, width }: PdfjsText,
  piece: Piece,
  viewport: PdfjsViewport,
): PlacedWord {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform
  const along = Math.hypot(a, b) || 1
  const ends = [piece.start, piece.start + piece.text.length].map(
    (at) => (width * at) / str.length / along,
  )
  const corners = ends.flatMap((end) =>
    [-descent, ascent].map((up) =>
      viewport.convertToViewportPoint(x + a * end + c * up, y + b * end + d * up),
    ),
  )
  const across = corners.map(([value = 0]) => value)
  const down = corners.map(([, value = 0]) => value)
  const [left, top] = [Math.min(...across), Math.min(...down)]
  return {
    text: piece.text,
    left,
    top,
    width: Math.max(...across) - left,
    height: Math.max(...down) - top,
  }
}

function touches(word: PlacedWord, next: PlacedWord): boolean {
  const reach = joinWithin * Math.min(word.height, next.height)
  const sameLine = Math.abs(word.top + word.height - next.top - next.height) < word.height / 2
  return sameLine && Math.abs(word.left + word.width - next.left) < reach
}

function extend(word: PlacedWord, next: PlacedWord): void {
  const right = Math.max(word.left + word.width, next.left + next.width)
  const bottom = Math.max(word.top + word.height, next.top + next.height)
  word.text += next.text
  word.top = Math.min(word.top, next.top)
  word.width = right - word.left
  word.height = bottom - word.top
}
