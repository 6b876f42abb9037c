import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { FileStore } from '../src/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

async function* chunks(...parts: (string | Uint8Array)[]) {
  for (const part of parts) yield typeof part === 'string' ? bytes(part) : part
}

async function* broken() {
  yield bytes('half of it')
  throw new Error('the connection went away')
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

async function textOf(store: FileStore, path: string): Promise<string | undefined> {
  const content = await store.open(path)
  return content && Buffer.concat(await all(content)).toString()
}

async function pathsOf(store: FileStore): Promise<string[]> {
  return (await all(store.list())).map(({ path }) => path).toSorted()
}

/** What every place for files must do. `open` returns an empty store each time. */
export function describeFileStoreContract(name: string, open: () => Promise<FileStore>): void {
  describe(`file store: ${name}`, () => {
    it('gives back byte for byte what it took, and tells size, hash and beginning', async () => {
      const store = await open()
      const content = Buffer.alloc(300_000, 'aß\0€')
      const stored = await store.put(chunks(content.subarray(0, 3), content.subarray(3)), {
        maxBytes: 300_000,
      })
      expect(stored.size).toBe(300_000)
      expect(stored.sha256).toBe(createHash('sha256').update(content).digest('hex'))
      expect(Buffer.from(stored.head).equals(content.subarray(0, 4100))).toBe(true)
      const read = await store.open(stored.path)
      expect(Buffer.concat(await all(read!)).equals(content)).toBe(true)
    })

    it('keeps an empty file', async () => {
      const store = await open()
      const stored = await store.put(chunks(), { maxBytes: 10 })
      expect(stored.size).toBe(0)
      expect(stored.head).toHaveLength(0)
      expect(await textOf(store, stored.path)).toBe('')
    })

    it('refuses one byte too many and leaves nothing behind', async () => {
      const store = await open()
      const tooMuch = store.put(chunks('12345', '67890', '!'), { maxBytes: 10 })
      await expect(tooMuch).rejects.toMatchObject({ code: 'too-large' })
      expect(await pathsOf(store)).toEqual([])
      expect((await store.put(chunks('12345', '67890'), { maxBytes: 10 })).size).toBe(10)
    })

    it('leaves nothing behind when the content breaks off', async () => {
      const store = await open()
      await expect(store.put(broken(), { maxBytes: 100 })).rejects.toThrow('went away')
      expect(await pathsOf(store)).toEqual([])
    })

    it('keeps the old file when its replacement breaks off or is too large', async () => {
      const store = await open()
      const path = 'pages/1/2.jpg'
      await store.put(chunks('old'), { maxBytes: 10, path })
      await expect(store.put(broken(), { maxBytes: 100, path })).rejects.toThrow()
      await expect(store.put(chunks('new'), { maxBytes: 2, path })).rejects.toThrow()
      expect(await textOf(store, path)).toBe('old')
    })

    it('replaces a derived file in its known place', async () => {
      const store = await open()
      const path = 'pages/1/2.jpg'
      await store.put(chunks('old'), { maxBytes: 10, path })
      const stored = await store.put(chunks('new'), { maxBytes: 10, path })
      expect(stored.path).toBe(path)
      expect(await textOf(store, path)).toBe('new')
      expect(await pathsOf(store)).toEqual([path])
    })

    it('gives every file another name', async () => {
      const store = await open()
      const puts = Array.from({ length: 20 }, () => store.put(chunks('same'), { maxBytes: 10 }))
      const paths = (await Promise.all(puts)).map(({ path }) => path)
      expect(new Set(paths).size).toBe(20)
      expect(await pathsOf(store)).toEqual(paths.toSorted())
    })

    it('knows nothing of what was never put or was removed; removing twice is no error', async () => {
      const store = await open()
      const { path } = await store.put(chunks('gone soon'), { maxBytes: 10 })
      await store.remove(path)
      await store.remove(path)
      expect(await store.open(path)).toBeUndefined()
      expect(await store.open('pages/9/9.jpg')).toBeUndefined()
      expect(await pathsOf(store)).toEqual([])
    })

    it.each([
      '../outside',
      'a/../../outside',
      '/etc/hostname',
      'a//b',
      '',
      'a\\..\\b',
      'a/\0b',
      '.',
    ])('refuses the path %j', async (path) => {
      const store = await open()
      await expect((async () => store.open(path))()).rejects.toThrow()
      await expect((async () => store.remove(path))()).rejects.toThrow()
      await expect((async () => store.localPath(path))()).rejects.toThrow()
      const put = async () => store.put(chunks('x'), { maxBytes: 10, path })
      await expect(put()).rejects.toThrow()
    })

    it('tells when a file was written', async () => {
      const store = await open()
      await store.put(chunks('x'), { maxBytes: 10 })
      const [listed] = await all(store.list())
      expect(Math.abs(Date.now() - listed!.modifiedAt.getTime())).toBeLessThan(60_000)
    })
  })
}
