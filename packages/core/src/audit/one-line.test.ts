import { expect, test } from 'vitest'
import { oneLine } from './one-line.ts'

test('new lines, escape sequences and marks of direction are written out', () => {
  expect(oneLine('curl\r\n{"level":60}')).toBe('curl\\u000d\\u000a{"level":60}')
  expect(oneLine('\u001b[2Jx\u009b31m')).toBe('\\u001b[2Jx\\u009b31m')
  expect(oneLine('a\u2028b\u202eb')).toBe('a\\u2028b\\u202eb')
})

test('letters of all scripts stay, and nothing grows beyond what can be kept', () => {
  expect(oneLine('Großmutter 🙂 母')).toBe('Großmutter 🙂 母')
  expect(oneLine('\n'.repeat(10_000))).toHaveLength(500)
  expect(oneLine(undefined)).toBeUndefined()
})
