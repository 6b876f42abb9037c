import { expect, test } from 'vitest'
import { createPasswordHasher } from './password-hasher.ts'

const hasher = createPasswordHasher()

test('right and wrong are told apart, and the text never stands in the hash', async () => {
  const hash = await hasher.hash('four words in a row')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await hasher.verify(hash, 'four words in a row')).toBe(true)
  expect(await hasher.verify(hash, 'four words in a ro')).toBe(false)
  expect(await hasher.verify(hash, 'Four words in a row')).toBe(false)
})

test('two ways to type one character are one password', async () => {
  const hash = await hasher.hash('caf\u00e9 caf\u00e9 caf\u00e9')
  expect(await hasher.verify(hash, 'cafe\u0301 cafe\u0301 cafe\u0301')).toBe(true)
})

test('nobody signs in without an account, whatever is typed', async () => {
  expect(await hasher.verify(undefined, 'nobody’s password')).toBe(false)
})

test('a hash of an earlier floor is renewed', () => {
  expect(hasher.needsRehash('$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g')).toBe(true)
})

test('who comes after those who wait is told to come back', async () => {
  const small = createPasswordHasher({ atOnce: 1, waiting: 1 })
  const three = await Promise.allSettled([1, 2, 3].map(() => small.hash('four words in a row')))
  expect(three.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(three[2]).toMatchObject({ reason: { code: 'unavailable', details: { retryAfter: 2 } } })
})
