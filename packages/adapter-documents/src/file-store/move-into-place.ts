import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { toStorageError } from './storage-error.ts'

/** Renames, and syncs every folder up to the root, so that the name survives a power loss too. */
export async function moveIntoPlace(from: string, to: string, root: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await rename(from, to)
    for (let folder = dirname(to); folder.length >= root.length; folder = dirname(folder)) {
      await syncFolder(folder)
      if (folder === dirname(folder)) break
    }
  } catch (error) {
    await rm(from, { force: true })
    throw toStorageError(error)
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; there the file system's journal has to do.
  if (process.platform === 'win32') return
  await using handle = await open(folder)
  await handle.sync()
}
