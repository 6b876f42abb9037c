import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isTokenText, toTokenText } from './token-text.ts'

const random = (): string => randomBytes(32).toString('base64url')

/** By the CRC-32 of zlib. */
function withChecksum(text: string): string {
  let checksum = ''
  for (let sum = crc32(text), i = 0; i < 6; i++, sum = Math.floor(sum / 62))
    checksum = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'[sum % 62] + checksum
  return text + checksum
}

describe('TK-01 the text of a token', () => {
  it('is the prefix, 43 characters and a checksum of 6', () => {
    for (let i = 0; i < 200; i++) {
      const token = toTokenText(random())
      expect(token).toMatch(/^phrm_pat_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$/)
      expect(isTokenText(token)).toBe(true)
    }
  })

  it('keeps every bit: the smallest and the largest differ as they should', () => {
    expect(toTokenText(Buffer.alloc(32).toString('base64url')).slice(9, 52)).toBe('0'.repeat(43))
    const largest = toTokenText(Buffer.alloc(32, 255).toString('base64url')).slice(9, 52)
    let number = 0n
    for (const character of largest) {
      const code = character.charCodeAt(0)
      number = number * 62n + BigInt(code < 58 ? code - 48 : code < 91 ? code - 55 : code - 61)
    }
    expect(number).toBe(2n ** 256n - 1n)
  })

  it('ends in the CRC-32 that everybody computes', () => {
    const token = toTokenText(random())
    expect(withChecksum(token.slice(0, -6))).toBe(token)
  })

  it.each(['xphrm_pat_', 'phrm_pat_0', 'phrm_pat-', 'PHRM_PAT_', 'ghp_', ''])(
    'is refused with a right checksum behind another beginning: %j',
    (beginning) => expect(isTokenText(withChecksum(beginning + '0'.repeat(43)))).toBe(false),
  )

  it('is refused with one character changed, cut, longer, or of another kind', () => {
    const token = toTokenText(random())
    for (let i = 9; i < token.length; i++) {
      const other = token[i] === 'a' ? 'b' : 'a'
      expect(isTokenText(token.slice(0, i) + other + token.slice(i + 1))).toBe(false)
    }
    for (const wrong of [
      token.slice(0, -1),
      `${token}0`,
      ` ${token}`,
      `${token}\n`,
      '',
      'phrm_pat_',
    ])
      expect(isTokenText(wrong)).toBe(false)
  })
})
