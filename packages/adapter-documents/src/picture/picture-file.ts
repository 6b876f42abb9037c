import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { asFault, damaged, pictureTooLarge } from '../reading/reading-fault.ts'
import { decodeHeic } from './heic.ts'
import { shrinkToWork, toRawPicture } from './raw-picture.ts'
import type { RawPicture } from './raw-picture.ts'

/** A picture file, with one page, or several in a TIFF. */
export interface PictureFile {
  pageCount: number
  /** `page` from 1. Upright as far as the camera knew. */
  decode(page: number): Promise<RawPicture>
}

/** Nothing but these formats, whatever libvips knows besides. */
export function restrictDecoders(): void {
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Webp', 'Tiff'].map((format) => `VipsForeignLoad${format}`),
  })
}

export async function openPicture(
  path: string,
  contentType: string,
  maxPixels: number,
): Promise<PictureFile> {
  const bytes = await readFile(path)
  if (contentType === 'image/heic')
    return { pageCount: 1, decode: () => decodeHeic(bytes, maxPixels) }
  const { pages } = await readMetadata(bytes, 0)
  const pageCount = contentType === 'image/tiff' ? (pages ?? 1) : 1
  return { pageCount, decode: (page) => decodePage(bytes, page - 1, maxPixels) }
}

async function decodePage(bytes: Uint8Array, page: number, maxPixels: number): Promise<RawPicture> {
  const { width, height } = await readMetadata(bytes, page)
  if (width * height > maxPixels) throw pictureTooLarge()
  try {
    const picture = sharp(bytes, {
      page,
      limitInputPixels: maxPixels,
      failOn: 'error',
    }).autoOrient()
    const flat = shrinkToWork(picture, width, height).flatten({ background: '#fff' })
    return await toRawPicture(flat.toColourspace('srgb'))
  } catch (error) {
    throw asFault(error)
  }
}

/** Reads the beginning of the file only, whatever size it claims. */
async function readMetadata(bytes: Uint8Array, page: number) {
  try {
    return await sharp(bytes, { page, limitInputPixels: false, failOn: 'error' }).metadata()
  } catch {
    throw damaged()
  }
}
