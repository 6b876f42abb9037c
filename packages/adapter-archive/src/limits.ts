import { notOurs } from './refusals.ts'

/** Files of one archive: documents, and a picture for each of their pages. */
export const mostEntries = 500_000

/** Bytes of all files together, unpacked. */
const mostBytes = 64 * 1024 ** 3

/** Below this, in bytes, nothing is a bomb; above it no honest archive holds a hundred times its own size. */
const harmless = 64 * 1024 ** 2
const mostRatio = 100

/** What the list at the end says is held against the bytes while they are read, so it can be believed here. */
export function checkSize(entries: { uncompressedSize: number }[], packed: number): void {
  const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  const isBomb = unpacked > harmless && unpacked > packed * mostRatio
  if (isBomb || unpacked > mostBytes)
    throw notOurs('There is more in it than such a file can honestly hold.')
}
