import { expect, test } from 'vitest'
import { checkPassword, leansOnFactor } from './password-policy.ts'

const owner = {
  username: 'grandfather',
  email: 'alfred.tennyson@example.org',
  firstName: 'Alfred',
  lastName: 'Tennyson',
}
const often = new Set(['password', 'correcthorsebatterystaple', 'qwertz', 'p4ssw0rd'])
const check = checkPassword({
  commonPasswords: { hasAny: async (candidates) => candidates.some((each) => often.has(each)) },
})
const codeOf = async (
  password: string,
  secondFactor?: boolean,
  whose = owner,
): Promise<string | undefined> =>
  check(password, whose, secondFactor === undefined ? {} : { secondFactor }).then(
    () => undefined,
    (error: { code: string; details: { field: string } }) => `${error.details.field}:${error.code}`,
  )
const tooShort = 'password:password-too-short'
const common = 'password:password-common'

test('AU-01 fourteen characters are too few, fifteen are enough', async () => {
  expect(await codeOf('dxkqvzrwmbtyhn')).toBe(tooShort)
  expect(await codeOf('dxkqvzrwmbtyhnp')).toBeUndefined()
})

test('AU-01 eight are enough where a second factor guards the account, too', async () => {
  expect(await codeOf('dxkqvzr', true)).toBe(tooShort)
  expect(await codeOf('dxkqvzrw', true)).toBeUndefined()
  expect(await codeOf('password', true)).toBe(common)
})

test('a password of fewer than fifteen leans on the second factor', () => {
  expect(leansOnFactor('dxkqvzrwmbtyhn')).toBe(true)
  expect(leansOnFactor('dxkqvzrwmbtyhnp')).toBe(false)
  expect(leansOnFactor('e\u0301'.repeat(14))).toBe(true)
})

test('AU-02 characters are counted as people see them, not as code units', async () => {
  const signs = [...'🙂🦆🌊🌲🪨🧊🍂🎻🚲📚🕯🧭🪺🐝']
  expect(await codeOf(signs.join(''))).toBe(tooShort)
  expect(await codeOf([...signs, '🧶'].join(''))).toBeUndefined()
  expect(
    await codeOf('e\u0301a\u0301o\u0301i\u0301u\u0301'.repeat(2) + 'e\u0301a\u0301o\u0301'),
  ).toBe(tooShort)
})

test('an endless password is refused, a long one is not', async () => {
  const words = 'seven geese on a frozen pond and '.repeat(8)
  expect(await codeOf(words.slice(0, 256))).toBeUndefined()
  expect(await codeOf(words.slice(0, 257))).toBe('password:invalid')
})

test('AU-04 no kind of character is asked for', async () => {
  for (const password of [
    'mlopwqzxcvderty',
    'MLOPWQZXCVDERTY',
    '839201746650293',
    'geese on a pond',
  ])
    expect(await codeOf(password), password).toBeUndefined()
})

test.each([
  'password1234567',
  '1234567PASSWORD',
  'Password!!!!!!!',
  'passwordpassword',
  'p a s s w o r d 1 2 3',
  'ＰＡＳＳＷＯＲＤ1234567',
  'Correct-Horse-Battery-Staple',
  'qwertzqwertzqwertz',
  '2024 qwertz 2024',
  '1234567p4ssw0rd',
  'p4ssw0rd!!!!!!!',
  '## p4ssw0rd 2024',
])('AU-05 %s is one that people often choose', async (password) => {
  expect(await codeOf(password)).toBe(common)
})

test.each([
  'aaaaaaaaaaaaaaa',
  'abababababababab',
  '123456789012345',
  '987654321098765',
  'abcdefghijklmno',
  '890123456789012',
  'qmtxqqmmttxxqmx',
])('AU-05 %s is a pattern', async (password) => {
  expect(await codeOf(password)).toBe(common)
})

test('AU-05 a run with one other step in ten is one none the less, with two it is not', async () => {
  expect(await codeOf('abcdefghijz', true)).toBe(common)
  expect(await codeOf('abcdefghixz', true)).toBeUndefined()
})

test('AU-05 five different characters are enough, and so is more than a repeated word', async () => {
  for (const password of ['qmtxzqqmmttxxzq', 'geeseqwertzqwertz', 'qwertzqwertzgeese'])
    expect(await codeOf(password), password).toBeUndefined()
})

test.each([
  'alfred.tennyson@example.org',
  'Alfred.Tennyson@Example.ORG',
  'grandfather1234',
  'grandfathergrandfather',
  'Alfred Tennyson',
  'tennyson-alfred-1809',
  'personalhealthrecord',
  'Personal Health Record 1',
])('AU-06 %s is made of what everybody knows', async (password) => {
  expect(await codeOf(password)).toBe(common)
})

test('AU-06 a word of one’s own among others does no harm', async () => {
  expect(await codeOf('alfred feeds seven geese')).toBeUndefined()
})

test('AU-06 a name of four letters counts as a word, one of three is a part of many', async () => {
  const of = (firstName: string) => ({ ...owner, firstName })
  expect(await codeOf('83920174665anna', false, of('Anna'))).toBe(common)
  expect(await codeOf('839201746650ann', false, of('Ann'))).toBeUndefined()
})
