import { existsSync, readFileSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Of the PostgreSQL that the pinned PGlite is. Files of another major version cannot be opened. */
const MAJOR_VERSION = '18'

/**
 * The folder with PostgreSQL's files inside `dataDir`, filled by `fill` at the first start. It gets its name only when it
 * is complete and on the disk: what a killed first start left is thrown away by the next one.
 */
export async function prepareDatabaseFolder(
  dataDir: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(dataDir, 'database')
  await removeLeftovers(dataDir)
  if (existsSync(join(folder, 'PG_VERSION'))) {
    assertVersion(folder)
    return folder
  }
  if (existsSync(folder)) await removeEmpty(folder)
  const unfinished = join(dataDir, `database.tmp-${process.pid}`)
  await mkdir(unfinished, { mode: 0o700 })
  await fill(unfinished)
  await syncTree(unfinished)
  await rename(unfinished, folder)
  await sync(dataDir)
  return folder
}

async function removeLeftovers(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir))
    if (name.startsWith('database.tmp-'))
      await rm(join(dataDir, name), { recursive: true, force: true })
}

function assertVersion(folder: string): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (found === MAJOR_VERSION) return
  throw new Error(
    `The database in ${folder} was written by PostgreSQL ${found}, and this version of PHRM embeds PostgreSQL ` +
      `${MAJOR_VERSION}. Export your data with the version of PHRM that wrote it, and import it with this one.`,
  )
}

async function removeEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    throw new Error(`${folder} holds something, but not a database.`, { cause: error })
  }
}

async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  const workers = Array.from({ length: 16 }, async () => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) await sync(path)
  })
  await Promise.all(workers)
  await sync(folder)
}

/** Of a file or, where the system can, of a folder: then its list of names. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r').catch(() => undefined)
  await file?.sync().catch(() => {})
  await file?.close()
}
