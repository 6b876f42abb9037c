import type { PlacedPage } from '../text/placed-word.ts'

/** Below this there may be a scan behind a page number or a stamp. */
const hardlyAnyText = 50
const littleText = 200

/**
 * Whether a page is a scan although it may have some text: little text and pictures all over it, or text whose letters mean
 * nothing (no map from the font's shapes to characters). `findCover` is asked only when it matters.
 */
export async function needsRecognition(
  page: PlacedPage,
  findCover: () => Promise<number>,
): Promise<boolean> {
  const text = page.words
    .map((word) => word.text)
    .join('')
    .replace(/\s/g, '')
  if (isMeaningless(text)) return true
  if (text.length >= littleText) return false
  const cover = await findCover()
  return cover > 0.5 || (text.length < hardlyAnyText && cover > 0.05)
}

function isMeaningless(text: string): boolean {
  const unknown = text.match(/[\ufffd\p{Co}\p{Cc}]/gu)?.length ?? 0
  return unknown > text.length / 2
}
