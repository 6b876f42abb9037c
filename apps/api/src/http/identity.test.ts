import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DomainError } from '@phrm/core'
import { openTestApp, signIn, signingSecret, toAccount } from '../../testing/test-app.ts'

const now = Math.floor(Date.now() / 1000)
const good = { sub: '1', sid: 's', iss: 'phrm', aud: 'phrm-api', iat: now, exp: now + 60 }

function toToken(
  claims: object,
  { header = { alg: 'HS256', typ: 'JWT' }, hash = 'sha256', secret = signingSecret } = {},
): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`
}

const without = (name: keyof typeof good): object => ({ ...good, [name]: undefined })

const forged: Record<string, string> = {
  'algorithm none': `${toToken(good, { header: { alg: 'none', typ: 'JWT' } })
    .split('.', 2)
    .join('.')}.`,
  HS512: toToken(good, { header: { alg: 'HS512', typ: 'JWT' }, hash: 'sha512' }),
  'empty key': toToken(good, { secret: '' }),
  'another key': toToken(good, { secret: 'x'.repeat(40) }),
  'no exp': toToken(without('exp')),
  'no iat': toToken(without('iat')),
  'no sid': toToken(without('sid')),
  'no sub': toToken(without('sub')),
  expired: toToken({ ...good, iat: now - 700, exp: now - 60 }),
  'valid for a year': toToken({ ...good, iat: now - 700, exp: now + 31_536_000 }),
  'not yet': toToken({ ...good, nbf: now + 60 }),
  'another issuer': toToken({ ...good, iss: 'evil' }),
  'another audience': toToken({ ...good, aud: 'refresh' }),
  'no audience': toToken(without('aud')),
  'critical header': toToken(good, {
    header: { alg: 'HS256', typ: 'JWT', crit: ['x'], x: 1 } as never,
  }),
  'a name for a number': toToken({ ...good, sub: 'admin' }),
  'a number for a text': toToken({ ...good, sub: 1 }),
  tampered: toToken(good).replace(
    /\..*\./,
    `.${Buffer.from('{"sub":"2"}').toString('base64url')}.`,
  ),
  'no token at all': 'abc',
  empty: '',
}

describe('TK-07 access tokens', () => {
  it.each(Object.entries(forged))('%s: 401', async (_name, token) => {
    const app = await openTestApp({ accounts: { profile: async () => toAccount(1) } })
    const headers = { authorization: `Bearer ${token}` }
    const response = await app.inject({ url: '/api/v1/user', headers })
    expect(response.statusCode).toBe(401)
    expect(response.json()).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(response.headers['www-authenticate']).toBe('Bearer')
  })

  it('takes one that is as it should be', async () => {
    const app = await openTestApp({ accounts: { profile: async () => toAccount(1) } })
    const headers = { authorization: `Bearer ${toToken(good)}` }
    expect((await app.inject({ url: '/api/v1/user', headers })).statusCode).toBe(200)
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
