import { expect, it, vi } from 'vitest'
import { knownTokens } from './known-tokens.ts'

it('reads a token once, until it expires', () => {
  let now = 1000
  const read = vi.fn((token: string) => ({ claims: token.length, expiresAt: 2000 }))
  const claimsOf = knownTokens(read, { now: () => now })
  expect([claimsOf('abc'), claimsOf('abc')]).toEqual([3, 3])
  expect(read).toHaveBeenCalledTimes(1)
  now = 2000
  read.mockReturnValue(undefined as never)
  expect(claimsOf('abc')).toBeUndefined()
  expect(claimsOf('abc')).toBeUndefined()
  expect(read).toHaveBeenCalledTimes(3)
})

it('remembers nothing of tokens that say nothing', () => {
  const read = vi.fn(() => undefined)
  const claimsOf = knownTokens(read)
  for (let i = 0; i < 3; i++) expect(claimsOf('forged')).toBeUndefined()
  expect(read).toHaveBeenCalledTimes(3)
})

it('keeps no more than it is allowed to', () => {
  const read = vi.fn((token: string) => ({ claims: token, expiresAt: Infinity }))
  const claimsOf = knownTokens(read, { most: 2 })
  for (const token of ['a', 'b', 'c', 'b', 'a']) expect(claimsOf(token)).toBe(token)
  expect(read.mock.calls.map(([token]) => token)).toEqual(['a', 'b', 'c', 'a'])
})
