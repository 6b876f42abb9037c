import type { Page } from 'tesseract.js'
import type { PlacedWord } from '../text/placed-word.ts'
import { median } from '../text/rows.ts'

export interface RecognisedPage {
  words: PlacedWord[]
  /** How much the lines sink per pixel to the right. */
  slope: number
}

/** Shorter lines tell nothing about the slope. */
const longLine = 100

export function toRecognisedPage({ blocks }: Pick<Page, 'blocks'>): RecognisedPage {
  const lines = (blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines))
  const slopes = lines
    .map(({ baseline }) => baseline)
    .filter(({ x0, x1 }) => x1 - x0 > longLine)
    .map(({ x0, y0, x1, y1 }) => (y1 - y0) / (x1 - x0))
  const words = lines
    .flatMap(({ words }) => words)
    .map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => {
      return { text, confidence, left: x0, top: y0, width: x1 - x0, height: y1 - y0 }
    })
  return { words, slope: median(slopes) }
}
