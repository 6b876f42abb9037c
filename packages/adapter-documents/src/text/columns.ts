import type { PlacedPage, PlacedWord } from './placed-word.ts'
import { median, medianHeight, rowsOf } from './rows.ts'

/** Fewer rows than this are no column of prose. */
const leastRows = 8
/** Words in a row of a column; the cells of a table are shorter. */
const leastWords = 4
/** Share of a column that its lines fill; the cells of a table are emptier. */
const leastFill = 0.7
/** Widest gap between two columns, as a share of the page. */
const widestGutter = 0.08
/** Half of the narrowest such gap; the spaces between words are narrower. */
const clearance = 0.006
/** Widest space inside a line of prose, in heights of its words. */
const widestSpace = 1.2

/**
 * Rows in the order in which a person reads them: across the page, except where prose stands in two columns, which are read one
 * after the other. Tables are never split.
 */
export function rowsInReadingOrder({ width, words, slope = 0 }: PlacedPage): PlacedWord[][] {
  const rows = rowsOf(words, slope)
  const columns = findColumns(rows, width)
  if (!columns) return rows
  const { first, end, gutter } = columns
  const inColumns = rows.slice(first, end).flat()
  const rest = { width, height: 0, words: rows.slice(end).flat(), slope }
  return [
    ...rows.slice(0, first),
    ...rowsOf(
      inColumns.filter((word) => right(word) <= gutter),
      slope,
    ),
    ...rowsOf(
      inColumns.filter((word) => right(word) > gutter),
      slope,
    ),
    ...rowsInReadingOrder(rest),
  ]
}

interface Columns {
  first: number
  end: number
  gutter: number
}

function findColumns(rows: PlacedWord[][], width: number): Columns | undefined {
  let longest: Columns | undefined
  for (let share = 0.3; share <= 0.7; share += 0.01) {
    for (const run of runsWithoutCrossing(rows, share * width, clearance * width)) {
      const longer = !longest || run.end - run.first > longest.end - longest.first
      if (longer && isProse(rows.slice(run.first, run.end), run.gutter, width)) longest = run
    }
  }
  return longest
}

function* runsWithoutCrossing(
  rows: PlacedWord[][],
  gutter: number,
  room: number,
): Generator<Columns> {
  let first = 0
  const crosses = (word: PlacedWord) => word.left < gutter + room && right(word) > gutter - room
  for (let index = 0; index <= rows.length; index++) {
    const crossed = rows[index]?.some(crosses) ?? true
    if (!crossed) continue
    if (index - first >= leastRows) yield { first, end: index, gutter }
    first = index + 1
  }
}

function isProse(rows: PlacedWord[][], gutter: number, width: number): boolean {
  const leftSides = sides(rows, (word) => right(word) <= gutter)
  const rightSides = sides(rows, (word) => right(word) > gutter)
  if (!looksLikeColumn(leftSides) || !looksLikeColumn(rightSides)) return false
  const gap = Math.min(...rightSides.map(start)) - Math.max(...leftSides.map(stop))
  return gap > 0 && gap <= widestGutter * width
}

function sides(rows: PlacedWord[][], belongs: (word: PlacedWord) => boolean): PlacedWord[][] {
  return rows.map((row) => row.filter(belongs)).filter((side) => side.length > 0)
}

function looksLikeColumn(lines: PlacedWord[][]): boolean {
  if (lines.length < leastRows || median(lines.map((line) => line.length)) < leastWords)
    return false
  if (median(lines.map(widestHole)) > widestSpace * medianHeight(lines.flat())) return false
  const width = Math.max(...lines.map(stop)) - Math.min(...lines.map(start))
  return median(lines.map((line) => stop(line) - start(line))) >= leastFill * width
}

function widestHole(line: PlacedWord[]): number {
  return Math.max(0, ...line.slice(1).map((word, index) => word.left - right(line[index]!)))
}

const right = (word: PlacedWord) => word.left + word.width
const start = (line: PlacedWord[]) => Math.min(...line.map((word) => word.left))
const stop = (line: PlacedWord[]) => Math.max(...line.map(right))
