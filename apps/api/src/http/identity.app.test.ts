import { describe, expect, it } from 'vitest'
import { DomainError } from '@phrm/core'
import { openTestApp, signIn, toAccount } from '../../testing/test-app.ts'

describe('TK-07 access tokens in the whole application', () => {
  it('one that is wrong: 401, with a problem and how to sign in', async () => {
    const app = await openTestApp({ accounts: { profile: async () => toAccount(1) } })
    const headers = { authorization: 'Bearer abc' }
    const response = await app.inject({ url: '/api/v1/user', headers })
    expect(response.statusCode).toBe(401)
    expect(response.json()).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(response.headers['www-authenticate']).toBe('Bearer')
  })

  it('asks whether its session still runs', async () => {
    const app = await openTestApp({
      sessions: {
        authenticate: async () => {
          throw new DomainError('unauthenticated', 'Please sign in.')
        },
      },
    })
    const headers = { authorization: `Bearer ${await signIn(app)}` }
    expect((await app.inject({ url: '/api/v1/user', headers })).statusCode).toBe(401)
  })
})

describe('TK-06 a cookie beside a bearer', () => {
  it('changes nothing: only the bearer is looked at', async () => {
    const app = await openTestApp({
      accounts: { profile: async ({ accountId }) => toAccount(accountId) },
    })
    const response = await app.inject({
      url: '/api/v1/user',
      headers: { authorization: `Bearer ${await signIn(app, 1)}`, 'sec-fetch-site': 'cross-site' },
      cookies: { '__Secure-phrm_refresh': 'of somebody else' },
    })
    expect(response.json()).toMatchObject({ id: 1 })
  })

  it('alone signs nobody in', async () => {
    const app = await openTestApp()
    const cookies = { '__Secure-phrm_refresh': 'r'.repeat(43) }
    expect((await app.inject({ url: '/api/v1/user', cookies })).statusCode).toBe(401)
  })
})
