import { DomainError, notFound } from './errors.ts'

/**
 * The answer of a change that may have met a newer version. `current` is what was there just before, in the same
 * transaction; `undefined` for a thing that the account cannot see.
 */
export function requireCurrent<Thing extends { version: number }>(
  changed: Thing | undefined,
  current: Thing | undefined,
): Thing {
  if (changed) return changed
  if (!current) throw notFound()
  throw stale(current)
}

export function stale({ version }: { version: number }): DomainError {
  return new DomainError('version-stale', 'This was changed elsewhere in the meantime.', {
    version,
  })
}
