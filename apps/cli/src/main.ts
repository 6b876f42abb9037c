import { ConfigurationError, DataFolderInUseError, MigrationMismatchError } from '@phrm/composition'
import { DomainError } from '@phrm/core'
import { createProgram } from './program.ts'

try {
  await createProgram().parseAsync()
} catch (error) {
  if (!isForPeople(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

/** Faults that say by themselves what to do; anything else is ours and keeps its stack. */
function isForPeople(error: unknown): error is Error {
  return (
    error instanceof ConfigurationError ||
    error instanceof DataFolderInUseError ||
    error instanceof MigrationMismatchError ||
    error instanceof DomainError
  )
}
