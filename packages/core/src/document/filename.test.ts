import { expect, test } from 'vitest'
import { cleanFilename } from './filename.ts'

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\scans\\lab.pdf', 'lab.pdf'],
  ['a\u0000b.pdf', 'ab.pdf'],
  ['lab\r\nX-Injected: 1.pdf', 'labX-Injected: 1.pdf'],
  ['evil\u202Efdp.exe', 'evilfdp.exe'],
  ['...', 'document'],
  ['', 'document'],
  ['Blutbild März.pdf', 'Blutbild März.pdf'],
])('%j is kept as %j', (given, kept) => {
  expect(cleanFilename(given)).toBe(kept)
})

test('a long name keeps its extension', () => {
  const kept = cleanFilename(`${'ä'.repeat(400)}.pdf`)
  expect([...kept]).toHaveLength(255)
  expect(kept).toMatch(/\.pdf$/)
})
