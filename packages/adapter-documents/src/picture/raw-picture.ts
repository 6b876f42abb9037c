import sharp from 'sharp'
import type { Sharp } from 'sharp'

/** Pixels without any file around them; 1 channel is gray, 3 are colours, 4 have transparency. */
export interface RawPicture {
  data: Uint8Array
  width: number
  height: number
  channels: 1 | 3 | 4
}

/** A quarter turn clockwise, or several. */
export type Turn = 0 | 90 | 180 | 270

export function sharpOfRaw({ data, width, height, channels }: RawPicture): Sharp {
  return sharp(data, { raw: { width, height, channels } })
}

export async function turnPicture(picture: RawPicture, turn: Turn): Promise<RawPicture> {
  if (turn === 0) return picture
  return toRawPicture(sharpOfRaw(picture).rotate(turn))
}

/** Twice as many pixels as recognition uses; more would cost memory and bring nothing. */
const workingPixels = 16_000_000

/** Makes a very large photo smaller, while it is decoded where the format allows. */
export function shrinkToWork(picture: Sharp, width: number, height: number): Sharp {
  const share = Math.sqrt(workingPixels / (width * height))
  if (share >= 1) return picture
  const side = Math.round(share * Math.max(width, height))
  return picture.resize({ width: side, height: side, fit: 'inside' })
}

/** Flat on white, in gray or colours. */
export async function toRawPicture(picture: Sharp): Promise<RawPicture> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels as 1 | 3 | 4 }
}

const widestPage = 1600
const tallestPage = 6400

/** What people see: JPEG, at most 1,600 px wide, without anything that the camera wrote into the file. */
export async function toPageJpeg(picture: RawPicture): Promise<Uint8Array> {
  const size = {
    width: widestPage,
    height: tallestPage,
    fit: 'inside',
    withoutEnlargement: true,
  } as const
  return sharpOfRaw(picture).resize(size).jpeg({ quality: 80 }).toBuffer()
}
