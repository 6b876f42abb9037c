import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { readMigrations } from '../src/migration-files.ts'

export const migrationsFolder = fileURLToPath(new URL('../../../migrations/', import.meta.url))

/** Changes with any migration; names what was prepared with them. */
export async function migrationsChecksum(): Promise<string> {
  const hash = createHash('sha256')
  for (const { name, checksum } of await readMigrations(migrationsFolder))
    hash.update(name + checksum)
  return hash.digest('hex').slice(0, 16)
}
