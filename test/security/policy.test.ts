import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPhrmUnderTest, type PhrmUnderTest } from './support/phrm-under-test.ts'

let house: PhrmUnderTest

beforeAll(async () => {
  house = await openPhrmUnderTest()
})
afterAll(() => house.close())

it('SE-13 allows scripts of PHRM alone, and nothing to be put around or into its pages', async () => {
  const { headers } = await house.app.inject('/nowhere')
  const policy = String(headers['content-security-policy'])
  const directives = new Map(
    policy.split(';').map((each) => {
      const [name = '', ...values] = each.trim().split(/\s+/)
      return [name, values.join(' ')]
    }),
  )
  expect(Object.fromEntries(directives)).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    // The interface kit sets styles while it runs; a style cannot call anybody, as nothing else is let out.
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' blob: data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  })
})
