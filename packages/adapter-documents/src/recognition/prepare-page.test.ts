import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { GrayImage } from '../picture/gray-image.ts'
import { sharpOf, toGrayImage } from '../picture/gray-image.ts'
import { divideByBackground, isUneven } from './background.ts'
import { preparePage } from './prepare-page.ts'
import { findSkew } from './skew.ts'

/** White paper with rows of dark bars, which are as good as words here. */
function paper(width = 1200, height = 1600): GrayImage {
  const data = new Uint8Array(width * height).fill(255)
  for (let top = 160; top < height - 160; top += 48)
    for (let y = top; y < top + 16; y++)
      for (let x = 150; x < width - 150; x++) if (x % 90 < 60) data[y * width + x] = 20
  return { data, width, height }
}

const turn = (page: GrayImage, angle: number) =>
  toGrayImage(sharpOf(page).rotate(angle, { background: '#fff' }))

describe('findSkew', () => {
  it.each([-6, -2.5, 0, 1.3, 5])('finds %f°', async (angle) => {
    expect(Math.abs((await findSkew(await turn(paper(), angle))) - angle)).toBeLessThan(0.15)
  })

  it('leaves an empty page alone', async () => {
    const empty = { data: new Uint8Array(800 * 1000).fill(255), width: 800, height: 1000 }
    expect(await findSkew(empty)).toBe(0)
  })
})

describe('divideByBackground', () => {
  it('makes paper white and keeps ink dark under a shadow', async () => {
    const page = paper()
    const shaded = {
      ...page,
      data: page.data.map((value, at) => value * (1 - 0.6 * ((at % 1200) / 1200))),
    }
    const { data } = await divideByBackground(shaded)
    // Columns 60 to 89 of each 90 are paper, the others ink, in the rows of the first line.
    for (const x of [250, 610, 970]) {
      expect(data[168 * 1200 + x - (x % 90) + 75]).toBeGreaterThan(200)
      expect(data[168 * 1200 + x - (x % 90) + 2]).toBeLessThan(150)
    }
  })

  it('tells photos from scans', async () => {
    const even = {
      data: new Uint8Array(1000).map((_, at) => (at % 10 ? 250 : 180)),
      width: 10,
      height: 100,
    }
    const shadow = {
      data: new Uint8Array(1000).map((_, at) => 120 + at / 10),
      width: 10,
      height: 100,
    }
    expect(isUneven(even)).toBe(false)
    expect(isUneven(shadow)).toBe(true)
  })
})

describe('preparePage', () => {
  it('makes a small page large, straight, and finds the way back', async () => {
    const skewed = await turn(paper(), 4)
    const { image, toGiven } = await preparePage(skewed)
    expect(image.width).toBeGreaterThan(2400)
    expect(Math.abs(await findSkew(image))).toBeLessThan(0.2)
    const bar = darkestBar(image)
    const given = toGiven({ text: '', ...bar })
    const { left, top, width, height } = given
    const region = {
      left: Math.round(left),
      top: Math.round(top),
      width: Math.round(width),
      height: Math.round(height),
    }
    const cut = await sharp(await sharpOf(skewed).extract(region).png().toBuffer()).stats()
    expect(cut.channels[0]!.mean).toBeLessThan(140)
    const whole = await sharp(await sharpOf(skewed).png().toBuffer()).stats()
    expect(whole.channels[0]!.mean).toBeGreaterThan(190)
  })

  /** A box inside a bar far from the middle, where a wrong turn would show. */
  function darkestBar({ data, width, height }: GrayImage) {
    const isDark = (x: number, y: number) => data[y * width + x]! < 100
    for (let y = Math.round(height * 0.2); y < height; y++)
      for (let x = Math.round(width * 0.75); x < width - 60; x++) {
        const corners = [0, 30, 60].flatMap((right) => [
          isDark(x + right, y),
          isDark(x + right, y + 20),
        ])
        if (corners.every(Boolean)) return { left: x, top: y, width: 60, height: 20 }
      }
    throw new Error('There is no bar.')
  }

  it('leaves a straight page of the right size as it is', async () => {
    const { image, toGiven } = await preparePage(paper(2480, 3508))
    expect([image.width, image.height]).toEqual([2480, 3508])
    const word = { text: 'a', left: 10, top: 20, width: 30, height: 40 }
    expect(toGiven(word)).toEqual(word)
  })
})
