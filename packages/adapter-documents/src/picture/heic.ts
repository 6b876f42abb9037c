import sharp from 'sharp'
import { asFault, pictureTooLarge } from '../reading/reading-fault.ts'
import { shrinkToWork, toRawPicture } from './raw-picture.ts'
import type { RawPicture } from './raw-picture.ts'

/** Photos of an iPhone. The decoder is loaded when one comes: it is large. It turns the picture upright itself. */
export async function decodeHeic(bytes: Uint8Array, maxPixels: number): Promise<RawPicture> {
  try {
    const { default: decoder } = await import('heic-decode')
    const pictures = await decoder.all({ buffer: bytes })
    const first = pictures[0]
    if (!first) throw new Error('no picture inside')
    if (first.width * first.height > maxPixels) throw pictureTooLarge()
    const { data, width, height } = await first.decode()
    pictures.dispose()
    const picture = sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha()
    return await toRawPicture(shrinkToWork(picture, width, height))
  } catch (error) {
    throw asFault(error)
  }
}
