import { toGrayImage } from '../picture/gray-image.ts'
import { sharpOfRaw, turnPicture } from '../picture/raw-picture.ts'
import type { RawPicture } from '../picture/raw-picture.ts'
import type { ReadingLimits } from '../reading/reading-limits.ts'
import type { Report } from '../reading/report.ts'
import { toDocumentPage } from '../text/document-page.ts'
import type { PlacedPage } from '../text/placed-word.ts'
import { preparePage } from './prepare-page.ts'
import type { Recogniser } from './recogniser.ts'

export interface RecognitionContext {
  limits: ReadingLimits
  report: Report
  recogniser: Recogniser
}

/** Side of the square into which a page is shrunk to find out which way up it is. */
const orientationSide = 2000

/** Reports the upright picture of a page, and its words with boxes on that picture. */
export async function recognisePage(
  number: number,
  picture: RawPicture,
  { limits, report, recogniser }: RecognitionContext,
): Promise<void> {
  const turn = await recogniser.findTurn(await shrink(picture))
  const upright = await turnPicture(picture, turn)
  await report.picture(number, upright)
  const page = await recogniseUpright(upright, recogniser)
  report.page(toDocumentPage(number, 'ocr', page, limits.pageTextBytes))
}

async function recogniseUpright(picture: RawPicture, recogniser: Recogniser): Promise<PlacedPage> {
  const { image, toGiven } = await preparePage(await toGrayImage(sharpOfRaw(picture).grayscale()))
  const { words, slope } = await recogniser.recognise(image)
  const shown = { width: picture.width, height: picture.height, toShown: toGiven }
  return { width: image.width, height: image.height, words, slope, shown }
}

async function shrink(picture: RawPicture) {
  const size = { width: orientationSide, height: orientationSide, fit: 'inside' } as const
  const gray = sharpOfRaw(picture)
    .grayscale()
    .resize({ ...size, withoutEnlargement: true })
  return toGrayImage(gray)
}
