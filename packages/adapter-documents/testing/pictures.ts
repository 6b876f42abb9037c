import sharp from 'sharp'
import { openWithPdfParse } from '../src/pdf/pdf-parse-file.ts'
import { sharpOfRaw } from '../src/picture/raw-picture.ts'
import type { PageContent } from './pdf.ts'
import { pdf } from './pdf.ts'

/** Draws a page with the fonts that pdf.js carries, so that the machine needs none. US Letter, gray. */
export async function drawPage(
  page: PageContent,
  file: (content: Uint8Array) => string,
  longSide = 2200,
) {
  const document = await openWithPdfParse(file(pdf([page])))
  return sharpOfRaw(await document.draw(1, longSide))
    .grayscale()
    .png()
    .toBuffer()
}

/** A PNG that says how large it is and holds next to nothing. */
export async function claimsToBe(width: number, height: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  const { crc32 } = await import('node:zlib')
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

/** Mean brightness of a part of a picture given in shares, 0 to 255. */
export async function brightnessAt(
  picture: Uint8Array,
  [left, top, width, height]: number[],
): Promise<number> {
  const size = await sharp(picture).metadata()
  const region = {
    left: Math.round(left! * size.width),
    top: Math.round(top! * size.height),
    width: Math.max(1, Math.round(width! * size.width)),
    height: Math.max(1, Math.round(height! * size.height)),
  }
  const { channels } = await sharp(await sharp(picture).extract(region).toBuffer()).stats()
  return channels[0]!.mean
}
