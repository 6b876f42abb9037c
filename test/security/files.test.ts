import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  openPhrmUnderTest,
  type Client,
  type PhrmUnderTest,
  type UploadedFile,
} from './support/phrm-under-test.ts'

let house: PhrmUnderTest
let owner: Client
let recordId: number

const limit = 256 * 1024

beforeAll(async () => {
  house = await openPhrmUnderTest({ MAX_CONTENT_LENGTH: String(limit) })
  owner = await house.register('owner')
  const record = await owner.post('/api/v1/records', { date: '2024-01-15' })
  recordId = record.json<{ id: number }>().id
})
afterAll(() => house.close())

interface DocumentBody {
  id: number
  filename: string
  content_type: string
  file_size: number
}

const upload = (...files: UploadedFile[]) => owner.upload(recordId, files)
const kept = async (): Promise<DocumentBody[]> => {
  const response = await owner.send(`/api/v1/records/${recordId}/documents`)
  return response.json<{ documents: DocumentBody[] }>().documents
}

/** Neither a row nor a byte more than before. */
async function expectNothingKept(work: () => Promise<unknown>): Promise<void> {
  const before = [await kept(), await house.files()]
  await work()
  expect([await kept(), await house.files()]).toEqual(before)
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')
const exe = Buffer.from(`MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff${'\0'.repeat(200)}`, 'latin1')
const html = '<!doctype html><script>alert(1)</script>'
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

describe('FI-01 kinds of files', () => {
  it.each<[string, string, string | Buffer]>([
    ['a program', 'report.pdf', exe],
    ['a program', 'photo.png', exe],
    ['a page', 'report.pdf', html],
    ['a drawing with a script', 'photo.png', svg],
    ['a page before a PDF', 'report.pdf', Buffer.concat([Buffer.from(html), pdf])],
    ['a shell script', 'run.sh', '#!/bin/sh\nrm -rf /\n'],
    ['an archive', 'x.zip', Buffer.from('PK\x03\x04' + '\0'.repeat(100), 'latin1')],
  ])('refuses %s named %s', async (_kind, filename, content) => {
    await expectNothingKept(async () => {
      const response = await upload({ filename, content })
      expect(response.json()).toMatchObject({ status: 415, code: 'unsupported-type' })
    })
  })

  it('knows files by their bytes, whatever they are called', async () => {
    const response = await upload(
      { filename: 'scan.pdf', content: pdf },
      { filename: 'photo.pdf', content: png },
    )
    expect(response.json()).toMatchObject({
      documents: [{ content_type: 'application/pdf' }, { content_type: 'image/png' }],
    })
  })

  it('keeps all or none', async () => {
    await expectNothingKept(async () => {
      const response = await upload(
        { filename: 'scan.pdf', content: pdf },
        { filename: 'x.pdf', content: exe },
      )
      expect(response.statusCode).toBe(415)
    })
  })

  it('refuses an empty file', async () => {
    await expectNothingKept(async () => {
      const response = await upload({ filename: 'a.txt', content: '' })
      expect(response.json()).toMatchObject({ status: 400, field: 'files' })
    })
  })
})

describe('FI-02 sizes', () => {
  it('takes the largest and leaves nothing of one byte more', async () => {
    const content = Buffer.alloc(limit, 'x')
    expect((await upload({ filename: 'a.txt', content })).statusCode).toBe(201)
    await expectNothingKept(async () => {
      const response = await upload(
        { filename: 'small.txt', content: 'fits' },
        { filename: 'large.txt', content: Buffer.alloc(limit + 1, 'x') },
      )
      expect(response.json()).toMatchObject({ status: 413, code: 'too-large' })
    })
  })
})

describe('FI-03 forms', () => {
  it('takes one to ten files', async () => {
    await expectNothingKept(async () => {
      expect((await upload()).statusCode).toBe(400)
      const file = { filename: 'a.txt', content: 'text' }
      const eleven = await upload(...Array.from({ length: 11 }, () => file))
      expect(eleven.json()).toMatchObject({ status: 413, field: 'files' })
    })
    const file = { filename: 'a.txt', content: 'text' }
    expect((await upload(...Array.from({ length: 10 }, () => file))).statusCode).toBe(201)
  })

  it('leaves nothing of one that breaks off', async () => {
    const form = `--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n${'text '.repeat(9000)}`
    await expectNothingKept(async () => {
      const response = await owner.send({
        method: 'POST',
        url: `/api/v1/records/${recordId}/documents`,
        payload: form,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
      })
      expect(response.statusCode).toBe(400)
    })
  })
})

describe('FI-04 names', () => {
  it.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\anna\\x.txt', 'x.txt'],
    ['a\u202etxt.exe.txt', 'atxt.exe.txt'],
    ['.htaccess.txt', 'htaccess.txt'],
    ['CON.txt', 'CON.txt'],
    ['größe 😀.txt', 'größe 😀.txt'],
    [`${'x'.repeat(300)}.txt`, `${'x'.repeat(251)}.txt`],
  ])('%j', async (filename, expected) => {
    const before = await house.files()
    const response = await upload({ filename, content: 'plain text' })
    const [document] = response.json<{ documents: DocumentBody[] }>().documents
    expect(document?.filename).toBe(expected)
    const added = (await house.files()).filter((name) => !before.includes(name))
    expect(added).toHaveLength(1)
    expect(added[0]).not.toContain('.txt')
    expect(response.body).not.toContain(added[0])
  })
})

describe('FI-08 downloads', () => {
  it('give the same bytes back, for no browser to run', async () => {
    const content = `${html}\nWBC < 5 & CRP > 10`
    // Text that looks like a page is text only by its name.
    const response = await upload({ filename: 'note “1”.txt', content: `x\n${content}` })
    const [document] = response.json<{ documents: DocumentBody[] }>().documents
    const file = await owner.send(`/api/v1/documents/${document?.id}/file`)
    expect(file.body).toBe(`x\n${content}`)
    expect(file.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="note _1_\.txt"; filename\*=UTF-8''note%20%E2%80%9C1%E2%80%9D\.txt$/,
      ),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  it('end with the document, and come back with it', async () => {
    const response = await upload({ filename: 'a.txt', content: 'text' })
    const id = response.json<{ documents: DocumentBody[] }>().documents[0]?.id
    const url = `/api/v1/documents/${id}`
    expect((await owner.send({ method: 'DELETE', url })).statusCode).toBe(204)
    expect((await owner.send(`${url}/file`)).statusCode).toBe(404)
    expect((await owner.send({ method: 'POST', url: `${url}/restore` })).statusCode).toBe(200)
    expect((await owner.send(`${url}/file`)).body).toBe('text')
  })
})
