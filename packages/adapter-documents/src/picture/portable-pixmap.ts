import { damaged } from '../reading/reading-fault.ts'
import type { RawPicture } from './raw-picture.ts'

/** PGM or PPM with one byte a colour, as pdftoppm writes it. */
export function parsePortablePixmap(bytes: Buffer): RawPicture {
  const header = /^P([56])\s(\d+)\s(\d+)\s255\s/.exec(bytes.toString('latin1', 0, 60))
  if (!header) throw damaged()
  const [whole, kind, width, height] = header
  const picture = {
    width: Number(width),
    height: Number(height),
    channels: kind === '6' ? 3 : 1,
  } as const
  const data = bytes.subarray(whole.length)
  if (data.length < picture.width * picture.height * picture.channels) throw damaged()
  return { ...picture, data }
}
