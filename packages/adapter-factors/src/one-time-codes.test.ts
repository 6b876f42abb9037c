import { expect, test } from 'vitest'
import { toCode } from '../testing/index.ts'
import { createOneTimeCodes } from './one-time-codes.ts'

const codes = createOneTimeCodes()

/** RFC 6238, appendix B: its seed, and the last six of its eight digits. */
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const vectors: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
]

test.each(vectors)('the code of second %i is the one of the standard', (seconds, code) => {
  const at = new Date(seconds * 1000)
  expect(codes.findStep(seed, code, at)).toBe(Math.floor(seconds / 30))
  expect(toCode(seed, at)).toBe(code)
})

test('a code counts one step early and one late, and names its own step', () => {
  const at = new Date('2026-05-01T12:00:15Z')
  const step = at.getTime() / 30_000 - 0.5
  const shift = (steps: number) =>
    codes.findStep(seed, toCode(seed, new Date(at.getTime() + steps * 30_000)), at)
  expect([-2, -1, 0, 1, 2].map(shift)).toEqual([undefined, step - 1, step, step + 1, undefined])
})

test.each([
  '',
  '12345',
  '1234567',
  'abcdef',
  ' 28708',
  '٢٨٧٠٨٢',
  '-87082',
  '2.7082',
  '0x1234',
  '0287082',
  '2870820',
  'x287082',
  '287082\n',
])('what is no code is wrong: %j', (text) =>
  expect(codes.findStep(seed, text, new Date(59_000))).toBeUndefined(),
)

test('seeds and recovery codes are long enough and never the same', () => {
  const seeds = new Set(Array.from({ length: 200 }, () => codes.newSeed()))
  const recovery = new Set(Array.from({ length: 200 }, () => codes.newRecoveryCode()))
  expect([seeds.size, recovery.size]).toEqual([200, 200])
  for (const one of seeds) expect(one).toMatch(/^[A-Z2-7]{32}$/)
  for (const one of recovery) expect(one).toMatch(/^[A-Z2-7]{24}$/)
})

test('an app reads whose code it is', () => {
  const uri = new URL(codes.toUri(seed, 'anna+1@example.org'))
  expect(uri.href).toMatch(/^otpauth:\/\/totp\/PHRM:anna%2B1%40example\.org\?/)
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    issuer: 'PHRM',
    secret: seed,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
