import { setTimeout as wait } from 'node:timers/promises'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, sendRaw, statusOf } from '../../apps/api/testing/raw-request.ts'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'
import { openSilent } from './support/silent-connection.ts'

let house: PhrmUnderTest
let owner: Client
let port: number

beforeAll(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
  port = await listen(house.app)
})
afterAll(() => house.close())

const json = { 'content-type': 'application/json' }
const post = (payload: InjectOptions['payload'], headers: object = json, url = '/api/v1/records') =>
  owner.send({ method: 'POST', url, payload: payload ?? '', headers: { ...headers } })

describe('IN-05 keys of prototypes', () => {
  it.each([
    '{"date":"2024-01-15","__proto__":{"notes":"x"}}',
    '{"date":"2024-01-15","constructor":{"prototype":{"notes":"x"}}}',
  ])('in a body %s', async (body) => {
    expect((await post(body)).statusCode).toBe(400)
    expect(({} as { notes?: string }).notes).toBeUndefined()
  })

  it('in an address and in a form', async () => {
    expect((await owner.send('/api/v1/records?__proto__[x]=1')).statusCode).toBe(400)
    const form =
      '--b\r\nContent-Disposition: form-data; name="__proto__"; filename="a.txt"\r\n\r\nx\r\n--b--\r\n'
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    expect((await post(form, headers, '/api/v1/records/1/documents')).statusCode).not.toBe(201)
  })
})

describe('IN-06 kinds of content', () => {
  it.each([
    'application/json ;',
    'application/json\t',
    'APPLICATION/JSON',
    'application/json;charset=utf-8',
    'application/json; x="a',
  ])('%j is validated or refused', async (type) => {
    const answer = await post('{"date":7}', { 'content-type': type })
    expect([400, 415]).toContain(answer.statusCode)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    '%s is not taken',
    async (type) => {
      expect((await post('date=2024-01-15', { 'content-type': type })).statusCode).toBe(415)
    },
  )
})

describe('IN-07 two values for one name', () => {
  it.each(['page=1&page=2', 'per_page=1&per_page=1'])('?%s', async (query) => {
    expect((await owner.send(`/api/v1/records?${query}`)).statusCode).toBe(400)
  })
})

describe('IN-08 sizes', () => {
  it('refuses a body of one byte more than 256 KiB, and lists of more than 100', async () => {
    const body = JSON.stringify({ date: '2024-01-15' }).padEnd(256 * 1024)
    expect((await post(body)).statusCode).toBe(201)
    expect((await post(`${body} `)).statusCode).toBe(413)
    expect((await owner.send('/api/v1/records?per_page=1000000000')).statusCode).toBe(400)
  })

  it('refuses what is nested without end in less than half a second', async () => {
    const start = performance.now()
    expect([400, 413]).toContain((await post('['.repeat(500_000))).statusCode)
    expect((await post('['.repeat(250_000))).statusCode).toBe(400)
    expect(performance.now() - start).toBeLessThan(500)
  })
})

const head = 'GET /health HTTP/1.1\r\nHost: localhost\r\n'
const logIn =
  'POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

describe('IN-09 bytes that mean two things', () => {
  it.each([
    [400, 'two Host headers', `${head}Host: evil.example\r\n\r\n`],
    [400, 'two lengths', `${logIn}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    [
      400,
      'length and chunks',
      `${logIn}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [400, 'an unknown encoding', `${logIn}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    [400, 'a folded header', `${head}X-A: 1\r\n 2\r\n\r\n`],
    [400, 'a space before the colon', `${head}X-A : 1\r\n\r\n`],
    [400, 'bare line feeds', 'GET /health HTTP/1.1\nHost: localhost\n\n'],
    [431, 'headers of 20 kB', `${head}X-A: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('answers %i to %s', async (status, _what, bytes) => {
    expect(statusOf(await sendRaw(port, bytes))).toBe(status)
  })
})

describe('IN-10 what a client says of where it comes from', () => {
  it('gives it no other bucket', async () => {
    const limited = await openPhrmUnderTest({ RATELIMIT_DEFAULT: '100 per hour' })
    const statuses = []
    for (let i = 0; i < 105; i++) {
      const headers = {
        'x-forwarded-for': `203.0.113.${i}`,
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: `for=198.51.100.${i}`,
        'x-real-ip': `198.51.100.${i}`,
      }
      statuses.push((await limited.app.inject({ url: '/api/v1/user', headers })).statusCode)
    }
    await limited.close()
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
  })
})

describe('IN-11 names of this server', () => {
  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', ''])(
    'are not %j',
    async (name) => {
      const bytes = `GET /api/v1/health HTTP/1.1\r\nHost: ${name}\r\n\r\n`
      expect(statusOf(await sendRaw(port, bytes))).toBe(421)
    },
  )
})

describe('IN-12 methods', () => {
  it.each(['TRACE', 'PROPFIND', 'PATCH', 'CONNECT'])('%s is none', async (method) => {
    const target = method === 'CONNECT' ? 'localhost:80' : '/api/v1/user'
    const bytes = `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`
    expect([0, 400, 404, 405]).toContain(statusOf(await sendRaw(port, bytes)))
  })
})

describe('IN-14 clients that are slow on purpose', () => {
  it('are let go: without headers, without a body, without anything', async () => {
    const noHeaders = openSilent(port, 'GET /health HTTP/1.1\r\nHost: loc')
    const noBody = openSilent(port, `${logIn}Content-Length: 20\r\n\r\n{"a":`)
    const idle = openSilent(port, `${head}\r\n`)
    const times = await Promise.all([noHeaders, noBody, idle])
    expect(times[0]).toMatchObject({ status: 408 })
    expect(times[0].seconds).toBeLessThan(13)
    expect(times[1]).toMatchObject({ status: 408 })
    expect(times[1].seconds).toBeLessThan(17)
    // Answered, and then left open without another request.
    expect(times[2]).toMatchObject({ status: 200 })
    expect(times[2].seconds).toBeLessThan(10)
  }, 25_000)

  it('do not keep the others waiting: 500 of them, and health answers within 200 ms', async () => {
    const slow = Array.from({ length: 500 }, () =>
      openSilent(port, 'GET /health HTTP/1.1\r\nX-A: '),
    )
    await wait(300)
    const times: number[] = []
    for (let i = 0; i < 20; i++) {
      const start = performance.now()
      const response = await fetch(`http://127.0.0.1:${port}/health`)
      expect(response.status).toBe(200)
      times.push(performance.now() - start)
    }
    // The first one may meet the test itself, still opening connections.
    expect(times.toSorted((a, b) => a - b)[17]).toBeLessThan(200)
    for (const { seconds } of await Promise.all(slow)) expect(seconds).toBeLessThan(14)
  }, 30_000)
})

describe('IN-16 tables for spreadsheets', () => {
  it('are made nowhere, so no cell can become a formula', async () => {
    const description = await house.app.inject('/api/openapi.json')
    expect(description.body).not.toMatch(/text\/csv|spreadsheet/)
  })
})

describe('IN-17 what lies about on other servers', () => {
  it.each([
    '/.env',
    '/.git/config',
    '/package.json',
    '/src/app.ts',
    '/backup.sql',
    '/metrics',
    '/server-status',
    '/debug',
    '/api/v1/../../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/control/administrators',
    '/api/v2/user',
    '/graphql',
    '/actuator/env',
  ])('%s is not here', async (url) => {
    const answer = await house.app.inject(url)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers).not.toHaveProperty('server')
    expect(answer.headers).not.toHaveProperty('x-powered-by')
  })
})

describe('the settings of the server', () => {
  it('wait for nobody for ever', () => {
    const { server, initialConfig } = house.app
    expect(server).toMatchObject({
      headersTimeout: 10_000,
      keepAliveTimeout: 5_000,
      maxRequestsPerSocket: 1_000,
      requestTimeout: 15 * 60_000,
    })
    expect(initialConfig).toMatchObject({ bodyLimit: 256 * 1024 })
  })
})
