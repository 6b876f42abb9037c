/** Writes the archive that a first start of the embedded database is laid out from. Run after an update of PGlite. Linux. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { createExtensions, openPGlite } from '../src/embedded/pglite.ts'
import { templatePath } from '../src/embedded/template.ts'

const path = templatePath()
const folder = mkdtempSync(join(tmpdir(), 'phrm-template-'))
await initialise()
// Closed properly, so that the first start has nothing to recover, and archived from outside.
const archive = compress(pack())
rmSync(folder, { recursive: true })
for (const name of readdirSync(dirname(path)))
  if (name.startsWith('embedded-template_')) rmSync(join(dirname(path), name))
writeFileSync(path, archive)
console.log(`${basename(path)}: ${archive.length} bytes`)

async function initialise(): Promise<void> {
  const db = await openPGlite({ folder })
  await createExtensions(db)
  await db.exec('vacuum (freeze, analyze)')
  await db.close()
}

function pack(): Buffer {
  const anonymous = ['--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '--sort=name']
  const names = readdirSync(folder).filter((name) => name !== 'postmaster.pid')
  const options = ['--format=ustar', ...anonymous, '-C', folder, '-cf', '-', ...names]
  return execFileSync('tar', options, { maxBuffer: 1024 ** 3 })
}

/** The three databases of a new cluster are nearly the same: a window over all of them makes it a quarter of its gzip. */
function compress(tar: Buffer): Buffer {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
    [constants.BROTLI_PARAM_LGWIN]: 26,
  }
  return brotliCompressSync(tar, { params })
}
