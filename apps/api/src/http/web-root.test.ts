import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, sendRaw } from '../../testing/raw-request.ts'
import { openTestApp } from '../../testing/test-app.ts'

let folder: string
let app: FastifyInstance

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-root-'))
  const webRoot = join(folder, 'dist')
  await mkdir(join(webRoot, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>PHRM</title>')
  await writeFile(join(webRoot, 'assets', 'app-1a2b3c.js'), 'export {}')
  await writeFile(join(webRoot, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(webRoot, '.env'), 'SECRET_KEY=x')
  app = await openTestApp({}, { webRoot })
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('pages', () => {
  it.each(['/', '/records', '/records/7', '/documents/12/pages/3?q=1', '/index.html'])(
    '%s is the application, never kept',
    async (url) => {
      const response = await app.inject({ url, headers: page })
      expect(response.statusCode).toBe(200)
      expect(response.body).toContain('<title>PHRM')
      expect(response.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      })
      expect(response.headers['x-ratelimit-limit']).toBeUndefined()
    },
  )

  it('keeps for ever what has a hash in its name, the rest for an hour', async () => {
    const script = await app.inject('/assets/app-1a2b3c.js')
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(script.headers['content-type']).toContain('javascript')
    expect((await app.inject('/favicon.svg')).headers['cache-control']).toBe('public, max-age=3600')
    const headers = { 'if-none-match': String(script.headers.etag) }
    expect((await app.inject({ url: '/assets/app-1a2b3c.js', headers })).statusCode).toBe(304)
  })

  it.each([
    '/assets/gone.js',
    '/.env',
    '/.git/config',
    '/package.json',
    '/backup.sql',
    '/api/v1/nothing',
    '/api/nothing',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
  ])('IN-17: %s is nothing', async (url) => {
    const response = await app.inject({ url, headers: page })
    expect([403, 404]).toContain(response.statusCode)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.body).not.toContain('secret')
  })

  it('are for those who ask for pages', async () => {
    expect((await app.inject({ url: '/records', headers: { accept: '*/*' } })).statusCode).toBe(404)
    const post = await app.inject({ method: 'POST', url: '/records', headers: page })
    expect(post.statusCode).toBe(404)
  })

  it('stay inside their folder on the wire', async () => {
    const port = await listen(app)
    for (const path of ['/../secret.txt', '/assets/../../secret.txt', '//secret.txt', '/.env']) {
      const answer = await sendRaw(port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      expect(answer).not.toMatch(/\r\n\r\n(secret|SECRET_KEY)/)
      expect(answer).toMatch(/^HTTP\/1\.1 40[034]/)
    }
  })
})
