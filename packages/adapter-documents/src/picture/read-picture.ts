import { onlyFirstRecognised, unreadablePages } from '../reading/notes.ts'
import { faultOrThrow } from '../reading/reading-fault.ts'
import type { ReadingFault } from '../reading/reading-fault.ts'
import { forEachLimited } from '../recognition/for-each-limited.ts'
import { recognisePage } from '../recognition/recognise-page.ts'
import type { RecognitionContext } from '../recognition/recognise-page.ts'
import type { PictureFile } from './picture-file.ts'

/** Recognises the text of every page of a picture file. */
export async function readPicture(file: PictureFile, context: RecognitionContext): Promise<void> {
  const { limits, report } = context
  const count = Math.min(file.pageCount, limits.recognisedPages)
  report.opened(file.pageCount)
  report.grant(count * limits.secondsPerRecognisedPage)
  if (count < file.pageCount) report.note(onlyFirstRecognised(count))

  const pages = Array.from({ length: count }, (_, index) => index + 1)
  const unreadable: { number: number; fault: ReadingFault }[] = []
  let done = 0
  report.progress('recognising', done, count)
  await forEachLimited(pages, limits.parallelRecognition, async (number) => {
    try {
      await recognisePage(number, await file.decode(number), context)
    } catch (error) {
      unreadable.push({ number, fault: faultOrThrow(error) })
    }
    report.progress('recognising', ++done, count)
  })
  if (unreadable.length === count && unreadable[0]) throw unreadable[0].fault
  if (unreadable.length > 0) report.note(unreadablePages(unreadable.map(({ number }) => number)))
}
