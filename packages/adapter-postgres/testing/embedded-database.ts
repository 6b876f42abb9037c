import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliCompressSync, constants } from 'node:zlib'
import { acquireLock, DataFolderInUseError } from '../src/embedded/data-lock.ts'
import { type Embedded, openEmbedded } from '../src/embedded/open-embedded.ts'
import { openPGlite } from '../src/embedded/pglite.ts'
import { templatePath } from '../src/embedded/template.ts'
import { migrate } from '../src/migrate.ts'
import { migrationsChecksum, migrationsFolder } from './migrations-folder.ts'

/** From an archive that holds the migrated tables already: half a second instead of three. */
export async function openInMemory(): Promise<Embedded> {
  return openEmbedded({ dataDir: 'memory://', template: await provideArchive() })
}

async function provideArchive(): Promise<string> {
  const cache = join(tmpdir(), `phrm-test-${userInfo().username}`)
  const versions = basename(templatePath(), '.tar.br')
  const archive = join(cache, `${versions}_${await migrationsChecksum()}.tar.br`)
  while (!existsSync(archive)) {
    try {
      const lock = await acquireLock(cache)
      if (!existsSync(archive)) await buildArchive(archive).finally(() => lock.release())
      else await lock.release()
    } catch (error) {
      // Another test process is building it.
      if (!(error instanceof DataFolderInUseError)) throw error
      await wait(200)
    }
  }
  return archive
}

async function buildArchive(archive: string): Promise<void> {
  const dataDir = await mkdtemp(`${archive}.`)
  try {
    const embedded = await openEmbedded({ dataDir })
    await migrate(embedded.pool, migrationsFolder).finally(() => embedded.close())
    await writeFile(`${archive}.tmp`, await dump(join(dataDir, 'database')))
    await rename(`${archive}.tmp`, archive)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function dump(folder: string): Promise<Buffer> {
  const db = await openPGlite({ folder })
  const tar = await db.dumpDataDir('none').finally(() => db.close())
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 4,
    [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
    [constants.BROTLI_PARAM_LGWIN]: 26,
  }
  return brotliCompressSync(Buffer.from(await tar.arrayBuffer()), { params })
}
