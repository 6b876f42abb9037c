import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toTokenText, type UseCases } from '@phrm/core'
import {
  createCounter,
  openTestApp,
  signIn,
  testSettings,
  toAccount,
} from '../../testing/test-app.ts'

const hour = 3_600_000

function open(
  change: Partial<typeof testSettings.rateLimits> = {},
  more: Partial<typeof testSettings> = {},
) {
  const rateLimits = { ...testSettings.rateLimits, ...change }
  const rateCounter = createCounter()
  const fakes = {
    accounts: { profile: async () => toAccount(1) } satisfies Partial<UseCases['accounts']>,
    health: { check: async () => ({ database: true }) },
  }
  return openTestApp(fakes, { rateCounter, settings: { rateLimits, ...more } })
}

describe('RL-01 headers', () => {
  it('say how much is left, and 429 when to come back', async () => {
    const app = await open({ general: { max: 2, windowMs: hour } })
    const first = await app.inject('/api/v1/user')
    expect(first.statusCode).toBe(401)
    expect(first.headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
      'x-ratelimit-reset': '3600',
    })
    await app.inject('/api/v1/user')
    const third = await app.inject('/api/v1/user')
    expect(third.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect(third.headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '3600',
      'retry-after': '3600',
    })
  })

  it('say the same in the words of the IETF’s draft, on refusals and on what does not exist', async () => {
    const app = await open({ general: { max: 2, windowMs: hour } })
    const answers = [
      await app.inject('/api/v1/user'),
      await app.inject('/api/v1/nothing'),
      await app.inject('/api/v1/nothing'),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 404, 429])
    for (const [i, { headers }] of answers.entries()) {
      expect(headers['ratelimit-policy']).toBe('"general";q=2;w=3600')
      expect(headers['ratelimit']).toBe(`"general";r=${Math.max(0, 1 - i)};t=3600`)
    }
  })

  it('are on answers to bodies that are not taken, too', async () => {
    const app = await open()
    const url = '/api/v1/auth/login'
    for (const [payload, type, status] of [
      ['{', 'application/json', 400],
      ['<a/>', 'text/xml', 415],
      [`"${'x'.repeat(300_000)}"`, 'application/json', 413],
    ] as const) {
      const headers = { 'content-type': type }
      const answer = await app.inject({ method: 'POST', url, payload, headers })
      expect(answer.statusCode).toBe(status)
      expect(answer.headers['ratelimit-policy']).toBe('"auth";q=1000000;w=60')
    }
  })
})

describe('what is over a limit', () => {
  it('is written down once a window and client', async () => {
    const reported: object[] = []
    const app = await openTestApp(
      { limits: { report: async (excess) => void reported.push(excess) } },
      {
        rateCounter: createCounter(),
        settings: {
          rateLimits: { ...testSettings.rateLimits, general: { max: 1, windowMs: hour } },
        },
      },
    )
    for (const remoteAddress of ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.2'])
      await app.inject({ url: '/api/v1/user', remoteAddress, headers: { 'user-agent': 'x' } })
    expect(reported).toEqual([
      { bucket: 'general', ip: '192.0.2.1', userAgent: 'x' },
      { bucket: 'general', ip: '192.0.2.2', userAgent: 'x' },
    ])
  })

  it('is refused all the same when it cannot be written', async () => {
    const rateLimits = { ...testSettings.rateLimits, general: { max: 1, windowMs: hour } }
    const app = await openTestApp({}, { settings: { rateLimits } })
    await app.inject('/api/v1/user')
    expect((await app.inject('/api/v1/user')).statusCode).toBe(429)
  })
})

describe('RL-02 what is limited', () => {
  it('counts addresses that do not exist', async () => {
    const app = await open({ general: { max: 1, windowMs: hour } })
    expect((await app.inject('/api/v1/nothing')).statusCode).toBe(404)
    const second = await app.inject('/api/v1/nothing-else')
    expect(second.statusCode).toBe(429)
    expect(second.headers['x-ratelimit-limit']).toBe('1')
  })

  it('counts sign-in for itself, and before the body is read', async () => {
    const app = await open({ auth: { max: 10, windowMs: 60_000 } })
    const logIn = () =>
      app.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        payload: { email: '1@example.org', password: 'wrong' },
      })
    for (let i = 0; i < 10; i++) expect((await logIn()).statusCode).toBe(401)
    expect((await logIn()).statusCode).toBe(429)
    const other = await app.inject({ method: 'POST', url: '/api/v1/auth/register', payload: '{' })
    expect(other.statusCode).toBe(429)
    expect((await app.inject('/api/v1/user')).headers['x-ratelimit-limit']).toBe('1000000')
  })

  it.each([
    ['ai', '/api/v1/ai/chat'],
    ['upload', '/api/v1/records/1/documents'],
  ])('counts %s for itself', async (bucket, url) => {
    const app = await open({ [bucket]: { max: 5, windowMs: 60_000 } })
    const headers = { authorization: `Bearer ${await signIn(app)}` }
    const { headers: answered } = await app.inject({ method: 'POST', url, headers })
    expect(answered['x-ratelimit-limit']).toBe('5')
  })

  it('never counts whether PHRM is well', async () => {
    const app = await open({ general: { max: 1, windowMs: hour } })
    for (const url of ['/health', '/api/v1/health', '/health', '/api/v1/health']) {
      const response = await app.inject(url)
      expect(response.statusCode).toBe(200)
      expect(response.headers['x-ratelimit-limit']).toBeUndefined()
    }
  })

  it('lets nobody in when it cannot count, and nobody out', async () => {
    const rateCounter = { hit: () => Promise.reject(new Error('gone')) }
    const app = await openTestApp({}, { rateCounter })
    expect((await app.inject('/api/v1/user')).statusCode).toBe(401)
  })
})

describe('RL-03 who is counted', () => {
  const from = async (app: Awaited<ReturnType<typeof open>>, remoteAddress: string, headers = {}) =>
    (await app.inject({ url: '/api/v1/user', remoteAddress, headers })).headers[
      'x-ratelimit-remaining'
    ]
  const limits = { general: { max: 9, windowMs: hour }, browser: { max: 99, windowMs: 60_000 } }

  it('an address, or the network of a household', async () => {
    const app = await open(limits)
    expect(await from(app, '192.0.2.1')).toBe('8')
    expect(await from(app, '192.0.2.2')).toBe('8')
    expect(await from(app, '::ffff:192.0.2.1')).toBe('7')
    expect(await from(app, '2001:db8:0:1::1')).toBe('8')
    expect(await from(app, '2001:db8:0:1:ffff::2')).toBe('7')
    expect(await from(app, '2001:db8:0:2::1')).toBe('8')
  })

  it('an account wherever it is, apart from others at the same address', async () => {
    const app = await open(limits)
    const one = { authorization: `Bearer ${await signIn(app, 1)}` }
    const two = { authorization: `Bearer ${await signIn(app, 2)}` }
    expect(await from(app, '192.0.2.1', one)).toBe('8')
    expect(await from(app, '192.0.2.2', one)).toBe('7')
    expect(await from(app, '192.0.2.2', two)).toBe('8')
    expect(await from(app, '192.0.2.2', { authorization: 'Bearer forged' })).toBe('8')
  })

  it('a token for programs by its account, once it is known, and never as a page', async () => {
    const app = await openTestApp(
      {
        accounts: { profile: async () => toAccount(1) },
        apiTokens: {
          authenticate: async () => ({
            accountId: 1,
            isAdmin: false,
            token: { id: 3, scopes: ['profile:read'] },
          }),
        },
      },
      {
        rateCounter: createCounter(),
        settings: { rateLimits: { ...testSettings.rateLimits, ...limits } },
      },
    )
    const token = toTokenText(randomBytes(32).toString('base64url'))
    const headers = { authorization: `Bearer ${token}`, 'x-requested-with': 'phrm' }
    // The first time nobody knows yet whose it is.
    expect(await from(app, '192.0.2.1', headers)).toBe('8')
    expect(await from(app, '192.0.2.1', headers)).toBe('8')
    expect(await from(app, '192.0.2.2', headers)).toBe('7')
    const session = { authorization: `Bearer ${await signIn(app, 1)}` }
    expect(await from(app, '192.0.2.3', session)).toBe('6')
  })

  it('a page of PHRM with room for its many requests, if somebody is signed in', async () => {
    const app = await open(limits)
    const page = { 'x-requested-with': 'phrm' }
    const authorization = `Bearer ${await signIn(app, 1)}`
    expect(await from(app, '192.0.2.1', { ...page, authorization })).toBe('98')
    expect(await from(app, '192.0.2.1', page)).toBe('8')
  })

  it('IN-10: not what an untrusted client says about itself', async () => {
    const app = await open(limits)
    expect(await from(app, '192.0.2.1', { 'x-forwarded-for': '203.0.113.1' })).toBe('8')
    expect(await from(app, '192.0.2.1', { 'x-forwarded-for': '203.0.113.2' })).toBe('7')
    const behind = await open(limits, { trustedProxies: ['10.0.0.0/8'] })
    expect(await from(behind, '10.0.0.1', { 'x-forwarded-for': '1.1.1.1, 203.0.113.1' })).toBe('8')
    expect(await from(behind, '10.0.0.1', { 'x-forwarded-for': '2.2.2.2, 203.0.113.1' })).toBe('7')
  })
})
