import { expect, it } from 'vitest'
import type { Corner } from './homography.ts'
import { inversePerspective } from './homography.ts'

const corners: [Corner, Corner, Corner, Corner] = [
  [130, 88],
  [1790, 140],
  [1830, 2420],
  [90, 2390],
]

it.each([
  [0, [0, 0]],
  [1, [1, 0]],
  [2, [1, 1]],
  [3, [0, 1]],
] as const)('finds corner %s of the page', (index, [u, v]) => {
  const [x, y] = corners[index]!
  const { a, b, c, d, e, f, g, h, i } = inversePerspective(corners)
  const depth = g * x + h * y + i
  expect((a * x + b * y + c) / depth).toBeCloseTo(u, 9)
  expect((d * x + e * y + f) / depth).toBeCloseTo(v, 9)
})
