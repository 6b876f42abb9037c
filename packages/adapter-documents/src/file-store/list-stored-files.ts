import { opendir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from './stored-path.ts'

/** Whole files only. */
export async function* listStoredFiles(root: string) {
  for await (const path of walk(root, '')) {
    if (path.startsWith(`${temporaryFolder}/`)) continue
    const found = await statIfThere(join(root, path))
    if (found) yield { path, modifiedAt: found.mtime }
  }
}

/** What was being written when a process was killed. */
export async function removeUnfinished(root: string, writtenBefore: Date): Promise<void> {
  const folder = join(root, temporaryFolder)
  for await (const name of walk(folder, '')) {
    const found = await statIfThere(join(folder, name))
    if (found && found.mtime < writtenBefore) await rm(join(folder, name), { force: true })
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
