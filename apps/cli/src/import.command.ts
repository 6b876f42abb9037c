import { resolve } from 'node:path'
import { readLock } from '@phrm/composition'
import { DomainError, type Imported } from '@phrm/core'
import { askServer } from './ask-server.ts'
import { loadConfig, withPhrm } from './open.ts'

/** In embedded mode the running server does it: one process owns the data folder. */
export async function importFile(file: string, { email }: { email: string }): Promise<void> {
  const config = loadConfig()
  const path = resolve(file)
  const running = config.databaseUrl === undefined ? await readLock(config.dataDir) : undefined
  const imported = running
    ? toImported(await askServer(running, '/control/imports', { email, path }))
    : await withPhrm(config, async (phrm) => {
        await phrm.migrate()
        return phrm.useCases.exports.importFor(email, path)
      })
  const { members, records, documents } = imported
  process.stdout.write(
    `Brought in: ${members} persons, ${records} records, ${documents} documents.\n`,
  )
}

/** The server begins to answer before it knows how it ends, so a refusal comes inside the answer. */
function toImported(answer: unknown): Imported {
  const { imported, refusal } = answer as { imported?: Imported; refusal?: string }
  if (imported) return imported
  throw new DomainError('invalid', refusal ?? 'The running server could not do it.')
}
