/** Writes the archive that a first start of the embedded database is laid out from. Run after an update of PGlite. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { createExtensions, IN_MEMORY, openPGlite } from '../src/embedded/pglite.ts'
import { templatePath } from '../src/embedded/template.ts'

const path = templatePath()
const db = await openPGlite({ folder: IN_MEMORY })
await createExtensions(db)
await db.exec('vacuum (freeze, analyze)')
await db.exec('checkpoint')
const dump = await db.dumpDataDir('none')
await db.close()

// The three databases of a new cluster are nearly the same: a window over all of them makes it a quarter of its gzip.
const archive = brotliCompressSync(Buffer.from(await dump.arrayBuffer()), {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
    [constants.BROTLI_PARAM_LGWIN]: 26,
  },
})
for (const name of readdirSync(dirname(path)))
  if (name.startsWith('embedded-template_')) rmSync(join(dirname(path), name))
writeFileSync(path, archive)
console.log(`${basename(path)}: ${archive.length} bytes`)
