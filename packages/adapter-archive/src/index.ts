import type { Archives } from '@phrm/core'
import { openArchive } from './open-archive.ts'
import { packArchive } from './pack-archive.ts'

/** Zip files by yazl and yauzl, which read the list at the end and follow the specification. */
export function createArchives(): Archives {
  return { pack: packArchive, open: openArchive }
}
