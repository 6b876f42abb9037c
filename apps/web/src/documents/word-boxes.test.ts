import { expect, test } from 'vitest'
import { findWordAt, joinBoxes, toBoxStyle, type WordBox } from './word-boxes.ts'

test('the word under the pointer', () => {
  const words: { box: WordBox }[] = [{ box: [0.1, 0.1, 0.2, 0.02] }, { box: [0.4, 0.1, 0.1, 0.02] }]
  expect(findWordAt(words, 0.45, 0.11)).toBe(1)
  expect(findWordAt(words, 0.35, 0.11)).toBeUndefined()
})

test('neighbours on a line join, other lines and columns do not', () => {
  const joined = joinBoxes([
    [0.1, 0.1, 0.1, 0.02],
    [0.21, 0.101, 0.1, 0.02],
    [0.7, 0.1, 0.1, 0.02],
    [0.1, 0.14, 0.1, 0.02],
  ])
  expect(joined).toHaveLength(3)
  expect(joined[0]?.[2]).toBeCloseTo(0.21)
})

test('shares become percent', () => {
  expect(toBoxStyle([0.5, 0, 0.25, 1])).toEqual({
    left: '50%',
    top: '0%',
    width: '25%',
    height: '100%',
  })
})
