import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, sendRaw, statusOf } from '../../testing/raw-request.ts'
import { openTestApp } from '../../testing/test-app.ts'

let app: FastifyInstance
let port: number

beforeAll(async () => {
  app = await openTestApp({ health: { check: async () => ({ database: true }) } })
  port = await listen(app)
})
afterAll(() => app.close())

const get = 'GET /health HTTP/1.1\r\nHost: localhost\r\n'
const post =
  'POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'

describe('IN-09 the bytes of HTTP', () => {
  it('answers what is right', async () => {
    expect(statusOf(await sendRaw(port, `${get}\r\n`))).toBe(200)
  })

  it.each([
    ['two Host headers', 'GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n'],
    ['two equal ones', 'GET /health HTTP/1.1\r\nHost: localhost\r\nhost: localhost\r\n\r\n'],
    ['no Host', 'GET /health HTTP/1.1\r\n\r\n'],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    [
      'length and chunks',
      `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ],
    ['another encoding', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a folded header', `${get}X-A: 1\r\n 2\r\n\r\n`],
    ['a space before the colon', `${get}X-A : 1\r\n\r\n`],
    ['bare line feeds', 'GET /health HTTP/1.1\nHost: localhost\n\n'],
    ['a broken address', 'GET /api/v1/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('refuses %s', async (_name, bytes) => {
    expect(statusOf(await sendRaw(port, bytes))).toBe(400)
  })

  it.each([
    ['headers', `${get}X-A: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['an address', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
  ])('refuses %s of 20 kB', async (_name, bytes) => {
    expect(statusOf(await sendRaw(port, bytes))).toBe(431)
  })

  it('answers to no foreign and to no empty name', async () => {
    const ask = (host: string) => sendRaw(port, `GET /health HTTP/1.1\r\nHost:${host}\r\n\r\n`)
    expect(statusOf(await ask(' evil.example'))).toBe(421)
    expect(statusOf(await ask(''))).toBe(421)
  })

  it('refuses a body that says it is too long before it comes', async () => {
    const answer = await sendRaw(port, `${post}Content-Length: 10000000\r\n\r\n{`)
    expect(statusOf(answer)).toBe(413)
    expect(answer).toContain('application/problem+json')
  })

  it('IN-12: knows no other methods', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'CONNECT', 'PATCH']) {
      const target = method === 'CONNECT' ? 'localhost:80' : '/api/v1/user'
      const answer = await sendRaw(port, `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      expect([0, 400, 404, 405], method).toContain(statusOf(answer))
    }
  })
})
