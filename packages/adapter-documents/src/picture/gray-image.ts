import sharp from 'sharp'
import type { Sharp } from 'sharp'

/** Eight bits a pixel, 0 is black, row by row. */
export interface GrayImage {
  data: Uint8Array
  width: number
  height: number
}

export function sharpOf({ data, width, height }: GrayImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 1 } })
}

export async function toGrayImage(picture: Sharp): Promise<GrayImage> {
  const gray = picture.toColourspace('b-w').raw()
  const { data, info } = await gray.toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** The simplest of picture formats, which the recogniser takes without any decoding. */
export function toPgm({ data, width, height }: GrayImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data])
}
