import { opendir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from './stored-path.ts'

const hour = 60 * 60 * 1000

/** Walks the folder; what a killed `put` left behind more than an hour ago is removed on the way. */
export async function* listStoredFiles(root: string, now: () => number) {
  await removeStale(join(root, temporaryFolder), now() - hour)
  for await (const path of walk(root, '')) {
    if (path.startsWith(`${temporaryFolder}/`)) continue
    const found = await statIfThere(join(root, path))
    if (found) yield { path, modifiedAt: found.mtime }
  }
}

async function removeStale(folder: string, before: number): Promise<void> {
  for await (const name of walk(folder, '')) {
    const found = await statIfThere(join(folder, name))
    if (found && found.mtimeMs < before) await rm(join(folder, name), { force: true })
  }
}

async function* walk(root: string, below: string): AsyncGenerator<string> {
  const entries = await opendir(join(root, below)).catch(ignoreMissing)
  if (!entries) return
  for await (const entry of entries) {
    const path = below ? `${below}/${entry.name}` : entry.name
    if (entry.isDirectory()) yield* walk(root, path)
    else if (entry.isFile()) yield path
  }
}

function statIfThere(path: string) {
  return stat(path).catch(ignoreMissing)
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
