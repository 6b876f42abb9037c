import { loadConfig, withPhrm } from './open.ts'

export async function migrateDatabase(): Promise<void> {
  await withPhrm(loadConfig(), async (phrm) => {
    const applied = await phrm.migrate()
    const text =
      applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The database is up to date.'
    process.stdout.write(`${text}\n`)
  })
}
