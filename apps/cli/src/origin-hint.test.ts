import { expect, test } from 'vitest'
import { findOriginHint } from './origin-hint.ts'

const publicOrigin = 'https://health.example.org'

test('a worker that was told nothing says where links lead', () => {
  expect(findOriginHint({ publicOrigin: undefined, port: 3000 })).toContain(
    'lead to http://localhost:3000',
  )
})

test.each([
  { publicOrigin, port: 3000 },
  { publicOrigin: undefined, port: 4000 },
])('one that was told %j says nothing', (config) => {
  expect(findOriginHint(config)).toBeUndefined()
})
