import { expect, it } from 'vitest'
import { rememberHolders } from './token-holders.ts'

it('remembers whose a token is, the newest few', () => {
  const holders = rememberHolders({ most: 2 })
  expect(holders.find('a')).toBeUndefined()
  for (const [i, token] of ['a', 'b', 'c'].entries()) holders.remember(token, i)
  expect(['a', 'b', 'c'].map((token) => holders.find(token))).toEqual([undefined, 1, 2])
})
