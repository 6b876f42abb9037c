import { expect, test } from 'vitest'
import { sqlState, toDomainError } from './database-error.ts'

const withCode = (code: string) => Object.assign(new Error('x'), { code })

test.each(['EPIPE', 'ECONNRESET', '57P01', '08006', '53300'])('%s is an outage', (code) => {
  expect(toDomainError(withCode(code))).toMatchObject({ code: 'unavailable' })
})

test.each(['23505', 'XX000', 'ERR_ASSERTION'])('%s is none', (code) => {
  const error = withCode(code)
  expect(toDomainError(error)).toBe(error)
})

test('a socket’s code is no SQLSTATE, though EPIPE is as long as one', () => {
  expect(sqlState(withCode('EPIPE'))).toBeUndefined()
  expect(sqlState(withCode('XX000'))).toBe('XX000')
})
