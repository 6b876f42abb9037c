import type { MigrationFile } from './migration-files.ts'

/** The database does not fit the files; its message says to whom it matters what to do. */
export class MigrationMismatchError extends Error {
  override name = 'MigrationMismatchError'
}

export interface AppliedMigration {
  name: string
  checksum: string
}

/** What is to be applied, in order. Throws when the database is not an earlier state of these files. */
export function planMigrations(
  files: MigrationFile[],
  applied: AppliedMigration[],
): MigrationFile[] {
  const unknown = applied.find(({ name }) => !files.some((file) => file.name === name))
  if (unknown)
    throw new MigrationMismatchError(
      `The database knows the migration ${unknown.name}, and this version of PHRM does not: it is older than the one ` +
        'that was last used with this database. Use the newer version.',
    )
  for (const { name, checksum } of applied) {
    const file = files.find((candidate) => candidate.name === name)
    if (file?.checksum !== checksum)
      throw new MigrationMismatchError(
        `The migration ${name} was changed after it had been applied. Undo the change, and put it into a new migration.`,
      )
  }
  const [last] = applied
    .map(({ name }) => name)
    .sort()
    .toReversed()
  const pending = files.filter(({ name }) => !applied.some((known) => known.name === name))
  const late = pending.find(({ name }) => last !== undefined && name < last)
  if (late)
    throw new MigrationMismatchError(
      `The migration ${late.name} was added below ${last}, which is already applied.`,
    )
  return pending
}
