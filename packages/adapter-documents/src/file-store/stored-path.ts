import { randomBytes } from 'node:crypto'

/** Below the root; what lies here is not a stored file yet. */
export const temporaryFolder = 'tmp'

/** Random, hexadecimal (some file systems do not tell capitals apart), at most 256 entries a folder above it. */
export function newStoredPath(): string {
  const name = randomBytes(16).toString('hex')
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`
}

/** Relative, of plain segments that start with a letter or digit, so that no path can leave the root. */
export function checkStoredPath(path: string): string {
  const segments = path.split('/')
  const plain = segments.every((segment) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(segment))
  if (!plain || segments.length > 8 || segments[0] === temporaryFolder)
    throw new Error('This is not the path of a stored file.')
  return path
}
