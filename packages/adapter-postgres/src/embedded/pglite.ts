import { type Extensions, PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { durableNodeFs, durableStartParams } from './durable-node-fs.ts'
import { readTemplate } from './template.ts'

export const IN_MEMORY = 'memory://'

export interface PGliteSettings {
  /** Where PostgreSQL's files are, or `memory://`. */
  folder: string
  /** Archive to start an in-memory database from, instead of initdb. */
  template?: string | undefined
}

const extensions: Extensions = { vector, pg_trgm }

/** WAL is kept small: nothing replays it but a restart after a crash, which should take no time. */
const serverSettings = ['max_wal_size=64MB', 'min_wal_size=32MB', 'maintenance_work_mem=128MB']

export async function openPGlite({ folder, template }: PGliteSettings): Promise<PGlite> {
  const settings = serverSettings.flatMap((setting) => ['-c', setting])
  const upstream = PGlite.defaultStartParams
  if (folder !== IN_MEMORY) {
    const startParams = [...durableStartParams(upstream), ...settings]
    return PGlite.create({ fs: durableNodeFs(folder), extensions, startParams })
  }
  const startParams = [...upstream, ...settings]
  const options: PGliteOptions = { dataDir: IN_MEMORY, extensions, startParams }
  if (template) options.loadDataDir = new Blob([new Uint8Array(readTemplate(template))])
  return PGlite.create(options)
}

/** Idempotent. Done before the folder is taken into use, so that migrations need no right to create extensions. */
export async function createExtensions(db: PGlite): Promise<void> {
  for (const name of Object.keys(extensions))
    await db.exec(`create extension if not exists ${name}`)
}
