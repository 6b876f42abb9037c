import type { PlacedWord } from '../text/placed-word.ts'

/** What `pdftotext -tsv` calls a word; other rows are about pages, flows and lines. */
const wordLevel = '5'

/** Words out of the table that `pdftotext -tsv` writes. */
export function wordsIn(table: string): PlacedWord[] {
  return table.split('\n').flatMap((row) => {
    const [level, , , , , , left, top, width, height, , ...text] = row.split('\t')
    if (level !== wordLevel) return []
    const place = {
      left: Number(left),
      top: Number(top),
      width: Number(width),
      height: Number(height),
    }
    return [{ ...place, text: text.join(' ') }]
  })
}
