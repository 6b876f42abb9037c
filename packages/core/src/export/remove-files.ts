import type { Ports } from '../ports.ts'
import { storedPicture } from './archive-format.ts'
import type { Removed } from './import.ts'

/** The bytes of documents and the pictures beside them. */
export async function removeFiles(
  { files }: Pick<Ports, 'files'>,
  removed: Removed['files'],
): Promise<void> {
  for (const { path, pages } of removed) {
    for (let page = 1; page <= pages; page++) await files.remove(storedPicture(path, page))
    await files.remove(path)
  }
}
