import { onlyFirstPages, onlyFirstRecognised, unreadablePages } from '../reading/notes.ts'
import { faultOrThrow } from '../reading/reading-fault.ts'
import type { ReadingFault } from '../reading/reading-fault.ts'
import { forEachLimited } from '../recognition/for-each-limited.ts'
import { recognisePage } from '../recognition/recognise-page.ts'
import type { RecognitionContext } from '../recognition/recognise-page.ts'
import type { PdfFile } from './pdf-file.ts'
import { readPageText } from './read-page-text.ts'

/** A4 at 300 dots an inch; a page of any size is drawn as large. */
const recognitionSide = 3508

/**
 * Reads the text of every page first, then recognises the pages that are scans. A page that cannot be read is noted and costs
 * the others nothing; only when none can be read is the file at fault.
 */
export async function readPdf(file: PdfFile, context: RecognitionContext): Promise<void> {
  const { limits, report } = context
  const count = Math.min(file.pageCount, limits.pdfPages)
  report.opened(file.pageCount)
  report.grant(count * limits.secondsPerPage)
  if (count < file.pageCount) report.note(onlyFirstPages(count, file.pageCount))

  const unreadable = new Map<number, ReadingFault>()
  const scans = await readTexts(file, count, context, unreadable)
  await recogniseScans(file, scans, context, unreadable)

  const [fault] = unreadable.values()
  if (fault && unreadable.size === count) throw fault
  if (unreadable.size > 0)
    report.note(unreadablePages([...unreadable.keys()].toSorted((a, b) => a - b)))
}

/** Gives the numbers of the pages whose text must be recognised. */
async function readTexts(
  file: PdfFile,
  count: number,
  context: RecognitionContext,
  unreadable: Map<number, ReadingFault>,
): Promise<number[]> {
  const { limits, report } = context
  const scans: number[] = []
  let noted = false
  for (let number = 1; number <= count; number++) {
    report.progress('reading', number - 1, count)
    const mayRecognise = scans.length < limits.recognisedPages
    try {
      const outcome = await readPageText(file, number, mayRecognise, context)
      if (outcome === 'scan') scans.push(number)
      if (outcome === 'scan-left-out' && !noted) report.note(onlyFirstRecognised(scans.length))
      noted ||= outcome === 'scan-left-out'
    } catch (error) {
      unreadable.set(number, faultOrThrow(error))
    }
  }
  report.progress('reading', count, count)
  return scans
}

async function recogniseScans(
  file: PdfFile,
  scans: number[],
  context: RecognitionContext,
  unreadable: Map<number, ReadingFault>,
): Promise<void> {
  const { limits, report } = context
  report.grant(scans.length * limits.secondsPerRecognisedPage)
  let done = 0
  await forEachLimited(scans, limits.parallelRecognition, async (number) => {
    report.progress('recognising', done, scans.length)
    try {
      await recognisePage(number, await file.draw(number, recognitionSide), context)
    } catch (error) {
      unreadable.set(number, faultOrThrow(error))
    }
    report.progress('recognising', ++done, scans.length)
  })
}
