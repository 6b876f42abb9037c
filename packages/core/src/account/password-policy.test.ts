import { expect, test } from 'vitest'
import { checkPassword } from './password-policy.ts'

const person = { username: 'grandfather', email: 'grandfather@example.org' }
const check = (password: string) => () => checkPassword(password, person)

test('fourteen characters are too few, fifteen are enough, whatever they are', () => {
  expect(check('a'.repeat(14))).toThrow(expect.objectContaining({ code: 'invalid' }))
  expect(check('a'.repeat(15))).not.toThrow()
})

test('characters are counted as people see them, not as code units', () => {
  expect(check('🙂'.repeat(14))).toThrow()
  expect(check('🙂'.repeat(15))).not.toThrow()
  expect(check('e\u0301'.repeat(14))).toThrow()
})

test('an endless password and one’s own e-mail address are refused', () => {
  expect(check('a'.repeat(257))).toThrow()
  expect(check('Grandfather@Example.org')).toThrow()
})
