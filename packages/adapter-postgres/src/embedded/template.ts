import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, constants } from 'node:zlib'

/**
 * The archive of an empty database with its extensions, written by scripts/build-template.ts: a first start from it takes
 * a tenth of the time of initdb. It is named after the versions that it was made with, so that after an update it is not
 * found, and initdb runs instead.
 */
export function findTemplate(): string | undefined {
  const path = templatePath()
  return existsSync(path) ? path : undefined
}

export function templatePath(): string {
  const root = new URL('../../', import.meta.url)
  const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const versions = ['pglite', 'pglite-pgvector'].map(
    (name) => `${name}-${manifest.dependencies[`@electric-sql/${name}`]}`,
  )
  return fileURLToPath(new URL(`embedded-template_${versions.join('_')}.tar.br`, root))
}

/** The tar archive inside. */
export function readTemplate(path: string): Buffer {
  const params = { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 }
  return brotliDecompressSync(readFileSync(path), { params })
}
