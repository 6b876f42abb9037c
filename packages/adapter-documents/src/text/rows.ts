import type { PlacedWord } from './placed-word.ts'

/** Share of a word's height by which the middle of a word may lie off the middle of its row. */
const tolerance = 0.55

/**
 * Rows as the eye sees them, from the top, each from the left: name, value and range of a lab result stand in one, whatever
 * columns the reader of the file found.
 */
export function rowsOf(words: readonly PlacedWord[], slope = 0): PlacedWord[][] {
  const middle = (word: PlacedWord) =>
    word.top + word.height / 2 - slope * (word.left + word.width / 2)
  const reach = tolerance * medianHeight(words)
  const rows: { middle: number; words: PlacedWord[] }[] = []
  for (const word of words.toSorted((a, b) => middle(a) - middle(b))) {
    const row = rows.at(-1)
    if (row && Math.abs(middle(word) - row.middle) < reach) {
      row.words.push(word)
      row.middle += (middle(word) - row.middle) / row.words.length
    } else rows.push({ middle: middle(word), words: [word] })
  }
  return rows.map((row) => row.words.sort((a, b) => a.left - b.left))
}

export function medianHeight(words: readonly PlacedWord[]): number {
  return median(words.map((word) => word.height))
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
