import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeFileStoreContract } from '@phrm/core/testing'
import type { FileStore } from '@phrm/core'
import { afterAll, describe, expect, it } from 'vitest'
import { folderFileStore } from './folder-file-store.ts'

const roots: string[] = []
const newRoot = async () => {
  const root = await mkdtemp(join(tmpdir(), 'phrm-files-'))
  roots.push(root)
  return root
}
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true, force: true }))))

describeFileStoreContract('folder', async () => folderFileStore({ root: await newRoot() }))

async function countListed(store: FileStore): Promise<number> {
  let count = 0
  for await (const _ of store.list()) count += 1
  return count
}

describe('folderFileStore', () => {
  async function* content(text: string) {
    yield Buffer.from(text)
  }

  it('lets only its owner read', async () => {
    const store = folderFileStore({ root: await newRoot() })
    const { path } = await store.put(content('private'), { maxBytes: 100 })
    const { mode } = await stat(await store.localPath(path))
    expect(mode & 0o777).toBe(0o600)
  })

  it('hides what is being written, and removes what a killed process left of it', async () => {
    const root = await newRoot()
    const store = folderFileStore({ root })
    await store.put(content('whole'), { maxBytes: 100 })
    const leftover = join(root, 'tmp', 'killed.part')
    await writeFile(leftover, 'half')
    await utimes(leftover, new Date(), new Date('2026-01-01T12:00:00Z'))
    expect(await countListed(store)).toBe(1)
    await store.removeUnfinished(new Date('2026-01-01T12:00:00Z'))
    expect(await readdir(join(root, 'tmp'))).toEqual(['killed.part'])
    await store.removeUnfinished(new Date('2026-01-01T12:00:01Z'))
    expect(await readdir(join(root, 'tmp'))).toEqual([])
    expect(await countListed(store)).toBe(1)
  })

  it('leaves nothing in its temporary folder after a refusal', async () => {
    const root = await newRoot()
    const store = folderFileStore({ root })
    await expect(store.put(content('too much'), { maxBytes: 3 })).rejects.toThrow('larger')
    expect(await readdir(join(root, 'tmp'))).toEqual([])
  })

  it('says that the disk is full', async () => {
    const store = folderFileStore({ root: await newRoot() })
    async function* untilFull() {
      yield Buffer.from('x')
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    }
    const put = store.put(untilFull(), { maxBytes: 100 })
    await expect(put).rejects.toMatchObject({ code: 'storage-full' })
  })

  it('shows nothing before the first file came', async () => {
    const store = folderFileStore({ root: join(await newRoot(), 'not', 'yet') })
    expect(await countListed(store)).toBe(0)
  })
})
