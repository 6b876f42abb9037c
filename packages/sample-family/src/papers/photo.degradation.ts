import sharp from 'sharp'
import { createRandom } from '../seeded-random.ts'
import type { Corner } from './homography.ts'
import { inversePerspective } from './homography.ts'
import { addGrain, createGrain } from './noise.ts'
import { rasterPages } from './page.raster.ts'

const width = 1920
const height = 2560
const pageWidth = 1700

/**
 * What a phone makes of a page on a wooden table: mild perspective, light from one side, a soft shadow,
 * slight blur. Stored lying on its side with EXIF orientation 6, as phones held upright do.
 */
export async function photograph(
  pdf: Uint8Array,
  key: string,
  takenOn: string,
): Promise<Uint8Array> {
  const [png] = await rasterPages(pdf, pageWidth)
  if (!png) throw new Error('There is no page to photograph.')
  const page = await sharp(png)
    .flatten({ background: '#ffffff' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const picture = takePicture(
    { pixels: page.data, width: page.info.width, height: page.info.height },
    key,
  )
  addGrain(picture, width * 3, key, 2)
  return sharp(picture, { raw: { width, height, channels: 3 } })
    .blur(0.55)
    .rotate(270)
    .withExif({
      IFD0: { Make: 'Sample', Model: 'Sample Phone', Orientation: '6' },
      IFD2: { DateTimeOriginal: `${takenOn.replaceAll('-', ':')} 18:32:07` },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 70 })
    .toBuffer()
}

interface Picture {
  pixels: Uint8Array
  width: number
  height: number
}

/** Draws the page where the camera sees it, the table with the page's shadow elsewhere, and the light on both. */
function takePicture(page: Picture, key: string): Uint8Array {
  const picture = new Uint8Array(width * height * 3)
  const { a, b, c, d, e, f, g, h, i } = inversePerspective(cornersOfPage(key, page))
  const light = lightOf(key)
  const paintTable = tableOf(key)
  for (let row = 0, index = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1, index += 3) {
      const depth = g * column + h * row + i
      const u = (a * column + b * row + c) / depth
      const v = (d * column + e * row + f) / depth
      const brightness = light(column, row)
      if (u >= 0 && u < 1 && v >= 0 && v < 1) copyPixel(picture, index, page, u, v, brightness)
      else paintTable(picture, index, column, row, brightness * shadowBeside(u, v))
    }
  }
  return picture
}

/** A page held nearly straight: each corner off by up to two per cent. */
function cornersOfPage(key: string, page: Picture): [Corner, Corner, Corner, Corner] {
  const random = createRandom(`${key} corners`)
  const reach = 0.022 * width
  const near = (x: number, y: number): Corner => [
    x + (random() * 2 - 1) * reach,
    y + (random() * 2 - 1) * reach,
  ]
  const left = 0.07 * width
  const right = 0.93 * width
  const tall = ((right - left) * page.height) / page.width
  const top = (height - tall) / 2
  return [near(left, top), near(right, top), near(right, top + tall), near(left, top + tall)]
}

/** Brighter towards the window, with the soft shadow of the hand that holds the phone. */
function lightOf(key: string): (column: number, row: number) => number {
  const random = createRandom(`${key} light`)
  const slope = (random() < 0.5 ? -1 : 1) * (0.1 + random() * 0.06)
  const handColumn = width * (slope > 0 ? 0.1 : 0.9)
  const handRow = height * (0.75 + random() * 0.15)
  return (column, row) => {
    const window = 0.9 + slope * (column / width - 0.5) - 0.12 * (row / height - 0.5)
    const across = (column - handColumn) / (0.4 * width)
    const along = (row - handRow) / (0.3 * height)
    const distance = across * across + along * along
    return distance < 1 ? window * (1 - 0.22 * (1 - distance) ** 2) : window
  }
}

/** Paper is not quite white and a fold across the middle catches the light. */
function copyPixel(
  picture: Uint8Array,
  index: number,
  page: Picture,
  u: number,
  v: number,
  brightness: number,
) {
  const x = u * (page.width - 1)
  const y = v * (page.height - 1)
  const column = x | 0
  const row = y | 0
  const right = x - column
  const down = y - row
  const here = (row * page.width + column) * 3
  const below = here + (row + 1 < page.height ? page.width * 3 : 0)
  const beside = column + 1 < page.width ? 3 : 0
  const tone = brightness * (v < 0.5 ? 1 : 0.965) * (Math.abs(v - 0.5) < 0.0012 ? 0.9 : 1)
  for (let channel = 0; channel < 3; channel += 1) {
    const upper =
      page.pixels[here + channel]! * (1 - right) + page.pixels[here + beside + channel]! * right
    const lower =
      page.pixels[below + channel]! * (1 - right) + page.pixels[below + beside + channel]! * right
    picture[index + channel] = (upper * (1 - down) + lower * down) * tone * paperTint[channel]!
  }
}

const paperTint = [0.985, 0.97, 0.94]

/** Brown boards with a grain that runs along them. */
function tableOf(key: string) {
  const grain = createGrain(`${key} wood`)
  return (picture: Uint8Array, index: number, column: number, row: number, brightness: number) => {
    const board = 0.92 + 0.05 * grain[Math.floor(row / 420) * 977]!
    const tone = brightness * board * (row % 420 < 5 ? 0.55 : 1)
    const bend = row + 14 * Math.sin(column / 310) + 16
    const fibre = grain[(bend / 3) | 0]! * 5 + grain[(bend / 17) | 0]! * 6
    picture[index] = (134 + fibre) * tone
    picture[index + 1] = (98 + fibre * 0.9) * tone
    picture[index + 2] = (66 + fibre * 0.7) * tone
  }
}

function shadowBeside(u: number, v: number): number {
  const outside = Math.max(-u, u - 1, -v, v - 1, 0)
  return outside > 0.03 ? 1 : 0.6 + (0.4 * outside) / 0.03
}
