import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Document } from '@phrm/core'
import { listen, sendRaw, statusOf } from '../../testing/raw-request.ts'
import { asAccount, openTestApp, signIn, testSettings } from '../../testing/test-app.ts'
import { attachment } from './download.ts'

let app: FastifyInstance
let port: number
let bearer: string
let kept: { filename: string; size: number }[] = []
let failure: unknown

const document: Document = {
  id: 12,
  healthRecordId: 42,
  familyMemberId: 7,
  recordDate: '2024-01-15',
  filename: 'Befund “Käse”\r\nX: 1.pdf',
  storedFilename: 'secret-name',
  filePath: 'ab/secret-name',
  fileSize: 5,
  contentType: 'application/pdf',
  sha256: 'f00',
  uploadedAt: new Date(0),
  state: 'queued',
}

beforeAll(async () => {
  app = await openTestApp({
    documents: {
      add: async (_actor, _recordId, uploads) => {
        try {
          for await (const { filename, content } of uploads) {
            let size = 0
            for await (const chunk of content) size += chunk.length
            kept.push({ filename, size })
          }
        } catch (error) {
          failure = error
          kept = []
          throw error
        }
        return kept.map(() => document)
      },
      download: async () => ({
        document,
        content: (async function* () {
          yield Buffer.from('hel')
          yield Buffer.from('lo')
        })(),
      }),
      get: async () => document,
    },
  })
  port = await listen(app)
  bearer = `Bearer ${await signIn(app)}`
})
beforeEach(() => {
  kept = []
  failure = undefined
})
afterAll(() => app.close())

const boundary = 'here-it-ends'

function part(filename: string, content: string, name = 'files'): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: application/pdf\r\n\r\n${content}\r\n`
}

function field(name: string, value = 'x'): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
}

const end = `--${boundary}--\r\n`

const upload = (payload: string, type = `multipart/form-data; boundary=${boundary}`) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/records/42/documents',
    payload,
    headers: { 'content-type': type, authorization: bearer },
  })

const most = testSettings.maxUploadBytes

describe('uploading', () => {
  it('streams the files with their names', async () => {
    const response = await upload(part('a.pdf', 'x'.repeat(most)) + part('Größe 😀.txt', 'y') + end)
    expect(response.statusCode).toBe(201)
    expect(response.json<{ documents: object[] }>().documents).toHaveLength(2)
    expect(kept).toEqual([
      { filename: 'a.pdf', size: most },
      { filename: 'Größe 😀.txt', size: 1 },
    ])
    expect(response.body).not.toMatch(/secret-name|f00/)
  })

  it('FI-02: refuses one byte too many, wherever it comes', async () => {
    for (const body of [
      part('a.pdf', 'x'.repeat(most + 1)) + end,
      part('a.pdf', 'x') + part('b.pdf', 'x'.repeat(most * 3)) + end,
    ]) {
      const response = await upload(body)
      expect(response.json()).toMatchObject({ status: 413, code: 'too-large', field: 'files' })
      expect(kept).toEqual([])
    }
  })

  it.each<[string, string, string | undefined, number[]]>([
    ['no boundary', part('a', 'x') + end, 'multipart/form-data', [400, 415]],
    ['no end', part('a', 'x'), undefined, [400]],
    [
      'an end in the middle of a file',
      part('a', 'x'.repeat(5000)).slice(0, -3000),
      undefined,
      [400],
    ],
    ['eleven files', part('a', 'x').repeat(11) + end, undefined, [413]],
    ['a field', field('note') + part('a', 'x') + end, undefined, [400, 413]],
    ['fifty fields', field('note').repeat(50) + end, undefined, [400, 413]],
    ['another name', part('a', 'x', 'upload') + end, undefined, [400]],
    ['__proto__', part('a', 'x', '__proto__') + end, undefined, [400]],
    ['a field __proto__', field('__proto__') + end, undefined, [400, 413]],
    ['nothing but noise', 'noise', undefined, [400]],
    ['JSON', '{}', 'application/json', [400, 415]],
    ['text', 'x', 'text/plain', [415]],
    ['no body at all', '', 'application/json', [415]],
  ])('FI-03: refuses %s', async (_name, body, type, statuses) => {
    const response = await upload(body, type)
    expect(statuses).toContain(response.statusCode)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(kept).toEqual([])
  })

  it('asks who it is before it reads', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/records/42/documents',
      payload: part('a.pdf', 'x') + end,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    })
    expect(response.statusCode).toBe(401)
    expect(kept).toEqual([])
  })

  it('takes no part of a file for the whole when the client goes away', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /api/v1/records/42/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${bearer}\r\n` +
        `Content-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: 50000\r\n\r\n` +
        part('a.pdf', 'x'.repeat(2000)).slice(0, -2),
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    socket.destroy()
    await expect.poll(() => failure).toBeDefined()
    expect(kept).toEqual([])
  })

  it('answers a client that sends too much instead of hanging', async () => {
    const body = part('a.pdf', 'x'.repeat(most * 20)) + end
    const answer = await sendRaw(
      port,
      `POST /api/v1/records/42/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${bearer}\r\n` +
        `Content-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    expect(statusOf(answer)).toBe(413)
  })
})

describe('FI-08 downloading', () => {
  it('hands the file back and lets no browser run it', async () => {
    const send = await asAccount(app)
    const response = await send({ url: '/api/v1/documents/12/file' })
    expect(response.body).toBe('hello')
    expect(response.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '5',
      'content-disposition': `attachment; filename="Befund _K_se___X: 1.pdf"; filename*=UTF-8''Befund%20%E2%80%9CK%C3%A4se%E2%80%9D%0D%0AX%3A%201.pdf`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  it.each(['"', '\\', '%22', ';', "'", '()*', 'ü', '\u202e', '\ud800', '', 'a'.repeat(255)])(
    'writes the name %j so that it stays one name',
    (filename) => {
      const value = attachment(filename)
      expect(value).toMatch(/^attachment; filename="[^"\\%]*"; filename\*=UTF-8''[\w.!~%-]*$/)
      const extended = /filename\*=UTF-8''(.*)$/.exec(value)?.[1] ?? ''
      expect(decodeURIComponent(extended)).toBe(filename.toWellFormed())
    },
  )
})
