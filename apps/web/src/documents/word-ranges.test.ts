import { expect, test } from 'vitest'
import { formatWordRanges, parseWordRanges } from './word-ranges.ts'

test('ranges survive the way through an address', () => {
  const words = [41, 12, 13, 14, 3, 13]
  expect(formatWordRanges(words)).toBe('3.12-14.41')
  expect(parseWordRanges('3.12-14.41', 100)).toEqual([3, 12, 13, 14, 41])
})

test.each([undefined, null, '', 'tetanus', '1-', '-1', '1.2-x', ['1'], '1'.repeat(9), '9-3'])(
  '%j names no word',
  (value) => expect(parseWordRanges(value, 100)).toEqual([]),
)

test('words that the page does not have are left out', () => {
  expect(parseWordRanges('8-99999.50', 10)).toEqual([8, 9])
})
