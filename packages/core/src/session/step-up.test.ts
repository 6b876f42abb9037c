import { expect, test } from 'vitest'
import { after, noon } from '../../testing/ports-under-test.ts'
import { requireRecentSignIn } from './step-up.ts'

const require = requireRecentSignIn({ now: () => noon })
const quarterHour = 15 * 60
const refused = expect.objectContaining({ code: 'reauth-required' })

test.each([0, 1, quarterHour - 0.001, quarterHour])(
  'a proof of %f seconds ago counts',
  (seconds) => {
    const actor = { accountId: 7, isAdmin: false, authenticatedAt: after(-seconds) }
    expect(() => require(actor)).not.toThrow()
  },
)

test.each([quarterHour + 0.001, 86_400])('one of %f seconds ago does not', (seconds) => {
  const actor = { accountId: 7, isAdmin: true, authenticatedAt: after(-seconds) }
  expect(() => require(actor)).toThrow(refused)
})

test('who never proved anything, as a token, is refused', () => {
  const token = { id: 1, scopes: [] }
  expect(() => require({ accountId: 7, isAdmin: true, token })).toThrow(refused)
})
