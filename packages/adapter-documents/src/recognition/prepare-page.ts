import type { GrayImage } from '../picture/gray-image.ts'
import { sharpOf, toGrayImage } from '../picture/gray-image.ts'
import type { PlacedWord } from '../text/placed-word.ts'
import { divideByBackground } from './background.ts'
import { findSkew } from './skew.ts'

/** Width of A4 at 300 dots an inch; the recogniser is told that resolution. */
const targetWidth = 2480
const narrowest = 2000
const widest = 3000
const maxPixels = 30_000_000
/** A smaller turn is worth less than the blur that it costs. */
const leastTurn = 0.1

export interface PreparedPage {
  image: GrayImage
  /** From the prepared picture back to the one that was given. */
  toGiven(word: PlacedWord): PlacedWord
}

/** Makes a page ready for the recogniser: of a size that it knows letters in, on white, with straight lines. */
export async function preparePage(page: GrayImage): Promise<PreparedPage> {
  const sized = await resizeForLetters(page)
  const clear = await divideByBackground(sized)
  const angle = await findSkew(clear)
  const straight = Math.abs(angle) < leastTurn ? clear : await turnBack(clear, angle)
  const scale = page.width / sized.width
  return {
    image: straight,
    toGiven(word) {
      const turned = straight === clear ? word : turnWord(word, angle, straight, clear)
      return scaleWord(turned, scale)
    },
  }
}

async function resizeForLetters(page: GrayImage): Promise<GrayImage> {
  const fits = page.width >= narrowest && page.width <= widest
  const wanted = fits ? page.width : targetWidth
  const affordable = Math.floor(Math.sqrt((maxPixels * page.width) / page.height))
  const width = Math.min(wanted, affordable)
  if (width === page.width) return page
  return toGrayImage(sharpOf(page).resize({ width, kernel: 'cubic' }))
}

function turnBack(page: GrayImage, angle: number): Promise<GrayImage> {
  return toGrayImage(sharpOf(page).rotate(-angle, { background: '#fff' }))
}

/** The box around the four corners of the word's box, turned about the middle of the page. */
function turnWord(word: PlacedWord, angle: number, from: GrayImage, to: GrayImage): PlacedWord {
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)]
  const corners = [word.left, word.left + word.width].flatMap((x) =>
    [word.top, word.top + word.height].map((y) => {
      const [across, down] = [x - from.width / 2, y - from.height / 2]
      return {
        x: across * cos - down * sin + to.width / 2,
        y: across * sin + down * cos + to.height / 2,
      }
    }),
  )
  const left = Math.min(...corners.map(({ x }) => x))
  const top = Math.min(...corners.map(({ y }) => y))
  const width = Math.max(...corners.map(({ x }) => x)) - left
  const height = Math.max(...corners.map(({ y }) => y)) - top
  return { ...word, left, top, width, height }
}

function scaleWord(word: PlacedWord, scale: number): PlacedWord {
  const { left, top, width, height } = word
  return {
    ...word,
    left: left * scale,
    top: top * scale,
    width: width * scale,
    height: height * scale,
  }
}
