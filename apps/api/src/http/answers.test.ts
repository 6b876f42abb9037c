import { describe, expect, it } from 'vitest'
import { DomainError } from '@phrm/core'
import { asAccount, openTestApp, toAccount } from '../../testing/test-app.ts'

const someFailure = new Error(
  'select * from accounts at /srv/phrm/x.ts: connect ECONNREFUSED 10.0.0.5',
)

describe('IN-13 errors', () => {
  it.each([
    [
      'thrown',
      () => {
        throw someFailure
      },
    ],
    ['rejected', () => Promise.reject(someFailure)],
    ['not even an error', () => Promise.reject('secret')],
  ])('%s: 500 that tells nothing', async (_name, profile) => {
    const app = await openTestApp({ accounts: { profile } })
    const response = await (await asAccount(app))({ url: '/api/v1/user' })
    expect(response.statusCode).toBe(500)
    expect(response.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      code: 'internal',
      detail: expect.any(String),
      request_id: response.headers['x-request-id'],
    })
    expect(response.body).not.toMatch(/select|srv|ECONN|secret|10\.0/)
  })

  it('carries what the core has to say', async () => {
    const refuse = (error: DomainError) => async () => {
      throw error
    }
    const app = await openTestApp({
      familyMembers: {
        get: refuse(new DomainError('unavailable', 'Later.', { retryAfter: 7 })),
        update: refuse(new DomainError('version-stale', 'Changed.', { version: 5 })),
      },
    })
    const send = await asAccount(app)
    const later = await send({ url: '/api/v1/family/1' })
    expect(later.statusCode).toBe(503)
    expect(later.headers['retry-after']).toBe('7')
    const payload = { name: 'Ben', relationship: 'child' }
    const stale = await send({ method: 'PUT', url: '/api/v1/family/1', payload })
    expect(stale.json()).toMatchObject({ status: 412, code: 'version-stale', version: 5 })
  })

  it('forgets the headers of the answer that was not given', async () => {
    const app = await openTestApp({
      familyMembers: { get: async () => ({ version: 3 }) as never },
    })
    const response = await (await asAccount(app))({ url: '/api/v1/family/1' })
    expect(response.statusCode).toBe(500)
    expect(response.headers.etag).toBeUndefined()
  })
})

describe('SE-12, SE-14, SE-15 headers', () => {
  it('are on every answer', async () => {
    const app = await openTestApp({ accounts: { profile: async () => toAccount(1) } })
    const send = await asAccount(app)
    for (const url of [
      '/api/v1/user',
      '/api/v1/nothing',
      '/health',
      '/nothing',
      '/api/v1/user?x=1',
    ]) {
      const { headers } = await send({ url })
      expect(headers, url).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-xss-protection': '0',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
        'permissions-policy': expect.any(String),
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      })
      expect(headers['content-security-policy']).toContain("script-src 'self';")
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['content-security-policy']).not.toContain('upgrade-insecure')
      expect(headers['access-control-allow-origin']).toBeUndefined()
      expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined()
    }
  })

  it('insist on TLS where there is TLS', async () => {
    const app = await openTestApp({}, { settings: { secureTransport: true } })
    const { headers } = await app.inject('/health')
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    expect(headers['content-security-policy']).toContain('upgrade-insecure-requests')
  })

  it('open no door to other origins', async () => {
    const app = await openTestApp()
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'PUT' }
    const response = await app.inject({ method: 'OPTIONS', url: '/api/v1/user', headers })
    expect(response.statusCode).toBe(404)
    expect(Object.keys(response.headers).filter((name) => name.startsWith('access-'))).toEqual([])
  })
})

describe('versions', () => {
  const member = {
    id: 1,
    name: 'Ben',
    relationship: 'child',
    role: 'owner' as const,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    version: 3,
  }
  const versions: (number | undefined)[] = []
  const open = async () =>
    asAccount(
      await openTestApp({
        familyMembers: {
          get: async () => member,
          update: async (_actor, _id, _input, version) => (versions.push(version), member),
          remove: async (_actor, _id, version) => void versions.push(version),
        },
      }),
    )
  const url = '/api/v1/family/1'
  const payload = { name: 'Ben', relationship: 'child' }

  it('come as ETag and return as If-Match', async () => {
    const send = await open()
    expect((await send({ url })).headers.etag).toBe('"3"')
    for (const tag of ['"3"', '3', 'W/"3"']) {
      await send({ method: 'PUT', url, payload, headers: { 'if-match': tag } })
      expect(versions.pop()).toBe(3)
    }
    const odd = await send({ method: 'DELETE', url, headers: { 'if-match': '"x"' } })
    expect(odd.json()).toMatchObject({ status: 400, field: 'if-match' })
  })

  it('are asked of pages and left to programs', async () => {
    const send = await open()
    const headers = { 'x-requested-with': 'phrm' }
    expect((await send({ method: 'PUT', url, payload, headers })).statusCode).toBe(428)
    expect((await send({ method: 'DELETE', url, headers })).statusCode).toBe(428)
    expect((await send({ method: 'PUT', url, payload })).statusCode).toBe(200)
    expect((await send({ method: 'DELETE', url })).statusCode).toBe(204)
    expect(versions).toEqual([undefined, undefined])
  })
})

describe('IN-11 names', () => {
  it.each([
    ['localhost:3000', 200],
    ['LOCALHOST', 200],
    ['127.0.0.1:5000', 200],
    ['[::1]:3000', 200],
    ['health.example.org', 200],
    ['box.lan:8443', 200],
    ['evil.example', 421],
    ['localhost.evil.example', 421],
    ['health.example.org.', 421],
  ])('%s: %i', async (host, status) => {
    const settings = { publicOrigin: 'https://health.example.org', allowedHosts: ['box.lan'] }
    const app = await openTestApp(
      { health: { check: async () => ({ database: true }) } },
      { settings },
    )
    expect((await app.inject({ url: '/health', headers: { host } })).statusCode).toBe(status)
  })
})

describe('health', () => {
  it('says what is broken', async () => {
    const well = await openTestApp({ health: { check: async () => ({ database: true }) } })
    expect((await well.inject('/api/v1/health')).json()).toEqual({
      status: 'healthy',
      database: 'connected',
      uptime: expect.any(Number),
    })
    const ill = await openTestApp({ health: { check: async () => ({ database: false }) } })
    const response = await ill.inject('/health')
    expect(response.statusCode).toBe(503)
    expect(response.json()).toMatchObject({ status: 'unhealthy', database: 'disconnected' })
    expect((await well.inject({ method: 'HEAD', url: '/health' })).statusCode).toBe(200)
  })
})
