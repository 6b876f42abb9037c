import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, sendRaw } from '../../testing/raw-request.ts'
import { asAccount, openTestApp, toAccount } from '../../testing/test-app.ts'

let folder: string
let plain: FastifyInstance
let encrypted: FastifyInstance

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headers-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>PHRM</title>')
  await writeFile(join(folder, 'assets', 'app-1a2b3c.js'), 'export {}')
  await writeFile(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  plain = await open(false)
  encrypted = await open(true)
})
afterAll(async () => {
  await plain.close()
  await encrypted.close()
  await rm(folder, { recursive: true })
})

function open(secureTransport: boolean): Promise<FastifyInstance> {
  const fakes = {
    health: { check: async () => ({ database: true }) },
    accounts: { profile: async () => toAccount(1) },
    familyMembers: {
      list: async () => {
        throw new Error('connect ECONNREFUSED')
      },
    },
  }
  return openTestApp(fakes, { webRoot: folder, settings: { secureTransport } })
}

const page = { accept: 'text/html' }

/** One of each kind of answer, with the status that it has. */
const answers: [name: string, status: number, request: InjectOptions][] = [
  ['an answer', 200, { url: '/api/v1/user' }],
  ['a refusal', 400, { url: '/api/v1/user?x=1' }],
  ['a missing route', 404, { url: '/api/v1/nothing' }],
  ['a fault', 500, { url: '/api/v1/family' }],
  ['no JSON', 400, { method: 'POST', url: '/api/v1/auth/login', payload: '{' }],
  ['the health of the server', 200, { url: '/health' }],
  ['a page', 200, { url: '/records', headers: page }],
  ['a script', 200, { url: '/assets/app-1a2b3c.js' }],
  ['a picture', 200, { url: '/favicon.svg' }],
  ['a missing file', 404, { url: '/assets/gone.js' }],
  ['a way out of the folder', 404, { url: '/assets/..%2f..%2fsecret.txt' }],
]

describe('SE-14 headers', () => {
  it.each(answers)('SE-14 are on %s (%i)', async (_name, status, request) => {
    const response = await (await asAccount(plain))({ ...request, ...toJson(request) })
    expect(response.statusCode).toBe(status)
    expect(response.headers).toMatchObject(expected)
    expect(response.headers['strict-transport-security']).toBeUndefined()
  })

  it.each(answers)(
    'SE-14 insist on TLS where there is TLS: %s (%i)',
    async (_name, _s, request) => {
      const { headers } = await (await asAccount(encrypted))({ ...request, ...toJson(request) })
      expect(headers).toMatchObject({
        ...expected,
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
      })
      expect(headers['content-security-policy']).toContain('upgrade-insecure-requests')
    },
  )

  it('SE-14 are on what has not changed', async () => {
    const { headers } = await plain.inject('/assets/app-1a2b3c.js')
    const unchanged = await plain.inject({
      url: '/assets/app-1a2b3c.js',
      headers: { 'if-none-match': String(headers.etag) },
    })
    expect(unchanged.statusCode).toBe(304)
    expect(unchanged.headers).toMatchObject(expected)
  })

  it('SE-14 go over the wire as they are', async () => {
    const port = await listen(plain)
    const answer = await sendRaw(port, 'GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n')
    for (const name of Object.keys(expected)) expect(answer.toLowerCase()).toContain(`${name}: `)
  })
})

function toJson({ payload, headers }: InjectOptions) {
  return payload === undefined
    ? {}
    : { headers: { ...headers, 'content-type': 'application/json' } }
}

const expected = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-xss-protection': '0',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
  'content-security-policy': expect.stringMatching(/default-src 'none';.*script-src 'self';/),
}
