import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import type { ArchiveEntry } from '@phrm/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { createArchives } from './index.ts'

const archives = createArchives()
let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'phrm-archive-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

let count = 0
async function keep(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${++count}.zip`)
  await writeFile(path, bytes)
  return path
}

async function* entriesOf(files: Record<string, string>): AsyncGenerator<ArchiveEntry> {
  for (const [name, content] of Object.entries(files)) {
    yield { name, content: once(content), compress: name.endsWith('.json') }
  }
}

async function* once(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content)
}

const files = { 'data/a.json': '{"a": 1}\n', 'documents/1.pdf': '%PDF-1.7' }
const pack = async (content: Record<string, string> = files) =>
  buffer(archives.pack(entriesOf(content)))

/** A zip that our packer would not make. */
async function zip(content: Record<string, string | Buffer>, sums?: string): Promise<Buffer> {
  const file = new ZipFile()
  for (const [name, bytes] of Object.entries(content)) file.addBuffer(Buffer.from(bytes), name)
  const hash = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
  const listed = Object.entries(content).map(([name, bytes]) => `${hash(bytes)}  ${name}\n`)
  file.addBuffer(Buffer.from(sums ?? listed.join('')), 'SHA256SUMS')
  file.end()
  return buffer(file.outputStream)
}

async function refusal(bytes: Uint8Array): Promise<unknown> {
  const path = await keep(bytes)
  try {
    const archive = await archives.open(path)
    await archive.verify().finally(() => archive.close())
    return 'taken'
  } catch (error) {
    return { code: (error as { code?: string }).code, message: (error as Error).message }
  }
}
const refused = (why: string) => ({ code: 'invalid', message: expect.stringContaining(why) })

describe('an archive', () => {
  it('holds what was put into it, and its checksums', async () => {
    const archive = await archives.open(await keep(await pack()))
    expect(archive.names).toEqual([...Object.keys(files), 'SHA256SUMS'])
    await archive.verify()
    expect(await text(archive.read('documents/1.pdf'))).toBe('%PDF-1.7')
    expect(await text(archive.read('SHA256SUMS'))).toMatch(/^[0-9a-f]{64} {2}data\/a\.json\n/)
    await archive.close()
  })

  it('is written as fast as it is read, and never held whole', async () => {
    let asked = 0
    async function* large(): AsyncGenerator<Uint8Array> {
      for (asked = 1; asked <= 1000; asked++) yield Buffer.alloc(64 * 1024, asked)
    }
    async function* one() {
      yield { name: 'documents/1.bin', content: large(), compress: false }
    }
    const packed = archives.pack(one())[Symbol.asyncIterator]()
    await packed.next()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(asked).toBeLessThan(20)
    await packed.return?.()
  })

  it('ends with the fault of what goes into it', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half')
      throw new Error('the disk is gone')
    }
    async function* one() {
      yield { name: 'documents/1.bin', content: broken(), compress: false }
    }
    await expect(buffer(archives.pack(one()))).rejects.toThrow('the disk is gone')
  })

  it.each(['../out', '/etc/passwd', 'a\\b', 'CON', 'documents/..', 'ä.pdf', 'x\0y', ''])(
    'is not made with a file called %j',
    async (name) => {
      await expect(pack({ [name]: 'x' })).rejects.toThrow('no name')
    },
  )
})

describe('what is no archive of ours', () => {
  it('is refused: no zip, empty, cut off anywhere', async () => {
    const whole = await pack()
    for (const bytes of [Buffer.from('hello'), Buffer.alloc(0), whole.subarray(40)])
      expect(await refusal(bytes)).toEqual(refused('no zip file'))
    for (let length = 1; length < whole.length; length += 13)
      expect(await refusal(whole.subarray(0, length)), String(length)).toMatchObject({
        code: 'invalid',
      })
  })

  it('is refused when a single bit of any file differs', async () => {
    const whole = await pack()
    const at = whole.indexOf('%PDF')
    const changed = Buffer.from(whole)
    changed[at] = 0x26
    expect(await refusal(changed)).toMatchObject({ code: 'invalid' })
  })

  it('is refused with a wrong checksum, one too few and one too many', async () => {
    const zero = '0'.repeat(64)
    expect(
      await refusal(await zip(files, `${zero}  data/a.json\n${zero}  documents/1.pdf\n`)),
    ).toEqual(refused('changed or damaged'))
    expect(await refusal(await zip(files, `${zero}  data/a.json\n`))).toEqual(
      refused('does not name'),
    )
    expect(
      await refusal(await zip(files, `${zero}  data/a.json\n${zero}  data/b.json\n`)),
    ).toMatchObject({
      code: 'invalid',
    })
    expect(await refusal(await zip(files, 'garbled'))).toEqual(refused('garbled'))
    expect(await refusal(await zip(files))).toBe('taken')
  })

  it('is refused when a name leads out of the folder', async () => {
    const honest = await zip({ 'xx/xx/evil.txt': 'x' })
    const evil = Buffer.from(
      honest.toString('latin1').replaceAll('xx/xx/evil', '../../evil'),
      'latin1',
    )
    expect(await refusal(evil)).toMatchObject({ code: 'invalid' })
  })

  it('is refused when two files have one name', async () => {
    const twice = await zip({ 'data/a.json': '1', 'data/b.json': '2' })
    const evil = Buffer.from(
      twice.toString('latin1').replaceAll('data/b.json', 'data/a.json'),
      'latin1',
    )
    expect(await refusal(evil)).toEqual(refused('Two files'))
  })

  it('is refused as a bomb before anything is unpacked', async () => {
    const bomb = await zip({ 'data/a.json': Buffer.alloc(80 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await refusal(bomb)).toEqual(refused('honestly hold'))
  })

  it('is refused when it holds more than its list says', async () => {
    const whole = await zip({ 'data/a.json': Buffer.alloc(100_000) })
    const size = Buffer.alloc(4)
    size.writeUInt32LE(100_000)
    const small = Buffer.alloc(4)
    small.writeUInt32LE(10)
    const evil = Buffer.from(whole)
    for (let at = evil.indexOf(size); at >= 0; at = evil.indexOf(size)) small.copy(evil, at)
    expect(await refusal(evil)).toMatchObject({ code: 'invalid' })
  })

  it('gives no file that is larger than allowed, nor one that is missing', async () => {
    const archive = await archives.open(await keep(await pack()))
    await expect(text(archive.read('data/a.json', 3))).rejects.toThrow('too large')
    await expect(text(archive.read('data/z.json'))).rejects.toThrow('missing')
    await archive.close()
    expect((await readFile(join(folder, '1.zip'))).length).toBeGreaterThan(0)
  })
})
