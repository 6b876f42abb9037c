import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFingerprint, deriveKey, loadSecretKey } from './secret-key.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'phrm-key-'))))
afterAll(() => rm(folder, { recursive: true }))

test('a key is made once and read by its owner only', async () => {
  const made = await loadSecretKey(join(folder, 'a'), undefined)
  expect(await loadSecretKey(join(folder, 'a'), undefined)).toBe(made)
  expect((await stat(join(folder, 'a', 'secret.key'))).mode & 0o077).toBe(0)
  expect(await loadSecretKey(join(folder, 'b'), undefined)).not.toBe(made)
})

test('a file that a killed process left empty is no key', async () => {
  await writeFile(join(folder, 'secret.key'), '')
  expect((await loadSecretKey(folder, undefined)).length).toBeGreaterThanOrEqual(32)
})

test('one purpose, one key; the same text has the same fingerprint under the same key only', () => {
  const [one, other] = [deriveKey('k'.repeat(32), 'a'), deriveKey('k'.repeat(32), 'b')]
  expect(one.equals(other)).toBe(false)
  expect(createFingerprint(one)('text')).toBe(createFingerprint(one)('text'))
  expect(createFingerprint(one)('text')).not.toBe(createFingerprint(other)('text'))
})
