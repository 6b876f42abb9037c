import { toGrayImage } from './gray-image.ts'
import { sharpOfRaw } from './raw-picture.ts'
import type { RawPicture } from './raw-picture.ts'

/** Half way between black and white. */
const dark = 128

/** Share of the page that is dark. */
export async function inkShare(picture: RawPicture): Promise<number> {
  const { data } = await toGrayImage(sharpOfRaw(picture).grayscale())
  return data.reduce((count, value) => (value < dark ? count + 1 : count), 0) / data.length
}
