import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSealer } from './sealer.ts'

const sealer = createSealer(randomBytes(32))

test('what was sealed opens again, and looks different each time', () => {
  const text = 'ä seed 🙂'
  const once = sealer.seal(text, 'totp')
  expect(sealer.open(once, 'totp')).toBe(text)
  expect(sealer.seal(text, 'totp')).not.toBe(once)
  expect(sealer.open(sealer.seal('', 'totp'), 'totp')).toBe('')
})

test('not for another purpose, with another key, changed in any byte, or cut', () => {
  const sealed = sealer.seal('seed', 'totp')
  expect(() => sealer.open(sealed, 'letter')).toThrow()
  expect(() => createSealer(randomBytes(32)).open(sealed, 'totp')).toThrow()
  const bytes = Buffer.from(sealed, 'base64url')
  for (const index of bytes.keys()) {
    const changed = Buffer.from(bytes)
    changed[index] = (changed[index] ?? 0) ^ 1
    expect(() => sealer.open(changed.toString('base64url'), 'totp')).toThrow()
    expect(() => sealer.open(bytes.subarray(0, index).toString('base64url'), 'totp')).toThrow()
  }
})
