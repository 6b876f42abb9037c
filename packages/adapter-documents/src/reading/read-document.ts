import { openPdf } from '../pdf/open-pdf.ts'
import { readPdf } from '../pdf/read-pdf.ts'
import { openPicture, restrictDecoders } from '../picture/picture-file.ts'
import { readPicture } from '../picture/read-picture.ts'
import { createRecogniser } from '../recognition/recogniser.ts'
import { readDocxText } from '../text/docx-text.ts'
import { readPlainText } from '../text/plain-file-text.ts'
import { toTextPages } from '../text/text-pages.ts'
import { docxType } from '../type/content-types.ts'
import type { ReadingTask } from './messages.ts'
import { tooMuchText } from './notes.ts'
import { ReadingFault } from './reading-fault.ts'
import type { Report } from './report.ts'

/** Reads one file of a known type; throws a `ReadingFault` when the file is not what it should be. */
export async function readDocument(task: ReadingTask, report: Report): Promise<void> {
  report.progress('opening', 0, 1)
  const limited = limitDocumentText(report, task.limits.documentTextBytes)
  switch (task.contentType) {
    case 'application/pdf':
      return readPdfFile(task, limited)
    case 'text/plain':
      return reportText(await readPlainText(task.localPath), limited)
    case docxType:
      return reportText(await readDocxText(task.localPath), limited)
    default:
      return readPictureFile(task, limited)
  }
}

async function readPdfFile(
  { localPath, limits, tools }: ReadingTask,
  report: Report,
): Promise<void> {
  restrictDecoders()
  const pdf = await openPdf(localPath, limits, tools)
  const recogniser = createRecogniser(limits.parallelRecognition)
  await readPdf(pdf, { limits, report, recogniser })
  await recogniser.close()
}

async function readPictureFile({ localPath, contentType, limits }: ReadingTask, report: Report) {
  restrictDecoders()
  const picture = await openPicture(localPath, contentType, limits.picturePixels)
  const recogniser = createRecogniser(limits.parallelRecognition)
  await readPicture(picture, { limits, report, recogniser })
  await recogniser.close()
}

function reportText(text: string, report: Report): void {
  const pages = toTextPages(text)
  report.opened(pages.length)
  for (const page of pages) report.page(page)
  report.progress('reading', pages.length, pages.length)
}

/** Ends the reading when the document's text is as long as PHRM keeps it. */
function limitDocumentText(report: Report, maxBytes: number): Report {
  let bytes = 0
  return {
    ...report,
    page(page) {
      bytes += Buffer.byteLength(page.text)
      if (bytes > maxBytes) throw new ReadingFault(tooMuchText)
      report.page(page)
    },
  }
}
