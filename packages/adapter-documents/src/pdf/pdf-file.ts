import type { RawPicture } from '../picture/raw-picture.ts'
import type { PlacedPage } from '../text/placed-word.ts'

/** An open PDF. Pages count from 1; places are as the page is shown, after cropping and turning. */
export interface PdfFile {
  pageCount: number
  readWords(page: number): Promise<PlacedPage>
  /** Share of the page that pictures cover, 0 to 1. */
  findPictureCover(page: number): Promise<number>
  /** The page as a picture whose longer side has so many pixels. */
  draw(page: number, longSide: number): Promise<RawPicture>
}
