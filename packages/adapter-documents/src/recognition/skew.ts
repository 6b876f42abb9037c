import type { GrayImage } from '../picture/gray-image.ts'
import { sharpOf, toGrayImage } from '../picture/gray-image.ts'

const workingWidth = 800
const widestAngle = 8
/** Edges of the page, often dark, do not count. */
const margin = 0.06

/**
 * By how many degrees lines of text sink to the right (negative: rise); 0 when the page shows too little or too much ink to
 * tell. At the right angle the ink falls into rows with empty space between them, so that neighbouring sums differ most.
 */
export async function findSkew(page: GrayImage): Promise<number> {
  const width = Math.min(workingWidth, page.width)
  const small = await toGrayImage(sharpOf(page).resize({ width, kernel: 'cubic' }))
  const ink = findInk(small)
  if (ink.x.length < 200 || ink.x.length > small.data.length / 2) return 0
  const coarse = bestAngle(ink, small, -widestAngle, widestAngle, 0.5)
  return bestAngle(ink, small, coarse - 0.5, coarse + 0.5, 0.1)
}

interface Ink {
  x: number[]
  y: number[]
}

function findInk(page: GrayImage): Ink {
  const threshold = Math.min(inkThreshold(page.data), 200)
  const ink: Ink = { x: [], y: [] }
  const [left, top] = [Math.ceil(margin * page.width), Math.ceil(margin * page.height)]
  for (let y = top; y < page.height - top; y++) {
    for (let x = left; x < page.width - left; x++) {
      if (page.data[y * page.width + x]! >= threshold) continue
      ink.x.push(x)
      ink.y.push(y)
    }
  }
  return ink
}

function bestAngle(ink: Ink, page: GrayImage, from: number, to: number, step: number): number {
  let best = { angle: 0, score: -1 }
  for (let index = 0; from + index * step <= to + step / 2; index++) {
    const angle = from + index * step
    const score = sharpness(ink, page, Math.tan((angle * Math.PI) / 180))
    if (score > best.score) best = { angle, score }
  }
  return best.angle
}

function sharpness({ x, y }: Ink, page: GrayImage, slope: number): number {
  const sums = new Float64Array(page.height * 2 + page.width)
  for (let index = 0; index < x.length; index++)
    sums[Math.round(y[index]! - x[index]! * slope) + page.width]! += 1
  let score = 0
  for (let index = 1; index < sums.length; index++) score += (sums[index]! - sums[index - 1]!) ** 2
  return score
}

/** Otsu's threshold: the value that parts dark from bright with the most difference between the two. */
function inkThreshold(data: Uint8Array): number {
  const counts = new Float64Array(256)
  for (const value of data) counts[value]! += 1
  const total = counts.reduce((sum, count, value) => sum + count * value, 0)
  let [darkCount, darkSum] = [0, 0]
  let best = { threshold: 127, difference: 0 }
  for (let value = 0; value < 256; value++) {
    darkCount += counts[value]!
    darkSum += counts[value]! * value
    const brightCount = data.length - darkCount
    if (darkCount === 0 || brightCount === 0) continue
    const means = darkSum / darkCount - (total - darkSum) / brightCount
    const difference = darkCount * brightCount * means ** 2
    if (difference > best.difference) best = { threshold: value, difference }
  }
  return best.threshold
}
