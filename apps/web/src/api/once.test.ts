import { expect, it } from 'vitest'
import { keyOfContent } from './once.ts'

it('keeps the key of a content until it was answered', () => {
  const once = keyOfContent()
  const first = once.keyFor({ name: 'Ben' })
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect(once.keyFor({ name: 'Ben' })).toBe(first)
  const changed = once.keyFor({ name: 'Bea' })
  expect(changed).not.toBe(first)
  once.answered()
  expect(once.keyFor({ name: 'Bea' })).not.toBe(changed)
})
