import { DomainError } from '@phrm/core'

/** A full disk is a state of the installation that people can mend; everything else stays what it is. */
export function toStorageError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  return new DomainError('storage-full', 'There is no room left where files are kept.', {
    cause: error,
  })
}
