import type { GrayImage } from '../picture/gray-image.ts'
import { sharpOf, toGrayImage } from '../picture/gray-image.ts'

/** The background is looked at in squares of so many pixels. */
const square = 16
/** What paper becomes. */
const white = 250
/** A quarter of the page this much darker than its brightest parts: a photo with shadows, not a scan. */
const unevenFrom = 0.2

/**
 * Divides the page by its own background, so that shadows and tints go and ink stays. For photos the background is
 * looked at from closer, which takes four times as long; scans do not need it.
 */
export async function divideByBackground(page: GrayImage): Promise<GrayImage> {
  const small = sharpOf(page)
    .resize(squares(page.width), squares(page.height), { kernel: 'linear', fit: 'fill' })
    .median(7)
  const background = await toGrayImage(small.clone().blur(4))
  return isUneven(background) ? divideClosely(page) : divideByGrid(page, background)
}

const squares = (pixels: number) => Math.max(8, Math.floor(pixels / square))

/** Whether light falls on the page as it does in photos: compared are its brightest parts and its lower quarter. */
export function isUneven({ data }: GrayImage): boolean {
  const sorted = Uint8Array.from(data).sort()
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return at(0.95) - at(0.25) > unevenFrom * at(0.95)
}

/** Takes the close surroundings of each pixel for its background: thin ink vanishes in the median, edges of shadows stay. */
async function divideClosely(page: GrayImage): Promise<GrayImage> {
  const { width, height } = page
  const background = await toGrayImage(sharpOf(page).median(7).blur(8))
  const data = page.data.map((value, index) => divide(value, background.data[index]!))
  return { data, width, height }
}

/** Reads the background between the middles of four squares, without making a large picture of it. */
function divideByGrid(page: GrayImage, background: GrayImage): GrayImage {
  const { width, height } = page
  const columns = positions(width, background.width)
  const rows = positions(height, background.height)
  const data = new Uint8Array(page.data.length)
  const line = new Float32Array(background.width)
  for (let y = 0; y < height; y++) {
    blendRows(background, rows.index[y]!, rows.share[y]!, line)
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const index = columns.index[x]!
      const left = line[index]!
      const value = left + (line[index + 1]! - left) * columns.share[x]!
      data[at] = divide(page.data[at]!, value)
    }
  }
  return { data, width, height }
}

/** For each pixel the square before it, and how far it lies on the way to the next one. */
function positions(pixels: number, count: number) {
  const index = new Uint16Array(pixels)
  const share = new Float32Array(pixels)
  for (let pixel = 0; pixel < pixels; pixel++) {
    const place = ((pixel + 0.5) * count) / pixels - 0.5
    const before = Math.min(count - 2, Math.max(0, Math.floor(place)))
    index[pixel] = before
    share[pixel] = Math.min(1, Math.max(0, place - before))
  }
  return { index, share }
}

function blendRows({ data, width }: GrayImage, row: number, share: number, line: Float32Array) {
  for (let x = 0; x < width; x++) {
    const above = data[row * width + x]!
    line[x] = above + (data[(row + 1) * width + x]! - above) * share
  }
}

function divide(value: number, background: number): number {
  return Math.min(255, (value * white) / Math.max(1, background))
}
