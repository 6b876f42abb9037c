import { inkShare } from '../picture/ink.ts'
import type { RecognitionContext } from '../recognition/recognise-page.ts'
import { toDocumentPage } from '../text/document-page.ts'
import { needsRecognition } from './needs-recognition.ts'
import type { PdfFile } from './pdf-file.ts'

/** A4 at 150 dots an inch: sharp enough to read on a screen. */
const pictureSide = 1754
/** A page without text but with more ink than specks carries letters that were drawn as shapes. */
const leastInk = 0.002

/** Reports text and picture of a page that has text. A scan waits for recognition, unless there are too many. */
export async function readPageText(
  file: PdfFile,
  number: number,
  mayRecognise: boolean,
  { limits, report }: RecognitionContext,
): Promise<'read' | 'scan' | 'scan-left-out'> {
  const page = await file.readWords(number)
  let isScan = await needsRecognition(page, () => file.findPictureCover(number))
  if (isScan && mayRecognise) return 'scan'
  // A page that cannot be drawn still has its text.
  const picture = await file.draw(number, pictureSide).catch(() => undefined)
  if (picture && !isScan && page.words.length === 0) isScan = (await inkShare(picture)) > leastInk
  if (isScan && mayRecognise) return 'scan'
  if (picture) await report.picture(number, picture)
  report.page(toDocumentPage(number, 'text-layer', page, limits.pageTextBytes))
  return isScan ? 'scan-left-out' : 'read'
}
