import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileStore, PutOptions, StoredFile } from '@phrm/core'
import { listStoredFiles, removeUnfinished } from './list-stored-files.ts'
import { moveIntoPlace } from './move-into-place.ts'
import { receiveFile } from './receive-file.ts'
import { checkStoredPath, newStoredPath, temporaryFolder } from './stored-path.ts'

export interface FolderFileStoreOptions {
  /** Folder that belongs to the store alone; made when missing, readable by its owner only. */
  root: string
}

/**
 * Files in a folder. A file is visible only whole: it is written aside, synced, and renamed to a random name
 * below two fan-out folders. What a killed `put` left lies aside until
 * `removeUnfinished`.
 */
export function folderFileStore({ root }: FolderFileStoreOptions): FileStore {
  const inRoot = (path: string) => join(root, checkStoredPath(path))

  async function put(
    content: AsyncIterable<Uint8Array>,
    { maxBytes, path = newStoredPath() }: PutOptions,
  ): Promise<StoredFile> {
    const target = inRoot(path)
    await mkdir(join(root, temporaryFolder), { recursive: true, mode: 0o700 })
    const received = await receiveFile(content, join(root, temporaryFolder), maxBytes)
    await moveIntoPlace(received.temporaryPath, target, root)
    return { path, size: received.size, sha256: received.sha256, head: received.head }
  }

  return {
    put,
    open: async (path) => openFile(inRoot(path)),
    remove: async (path) => rm(inRoot(path), { force: true }),
    removeUnfinished: (writtenBefore) => removeUnfinished(root, writtenBefore),
    list: () => listStoredFiles(root),
    localPath: async (path) => inRoot(path),
  }
}

async function openFile(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  try {
    const handle = await open(path)
    return createReadStream(path, { fd: handle })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
