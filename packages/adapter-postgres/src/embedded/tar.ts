export interface TarEntry {
  /** Relative, with forward slashes. */
  path: string
  /** Undefined for a folder. */
  content?: Buffer
}

const BLOCK = 512
const FOLDER = '5'

/** The entries of a plain (ustar) archive. Trusts it to be our own: it reads no links, long names or sparse files. */
export function* readTar(archive: Buffer): Generator<TarEntry> {
  for (let offset = 0; offset + BLOCK <= archive.length;) {
    const header = archive.subarray(offset, offset + BLOCK)
    const name = text(header, 0, 100)
    if (name === '') return
    const prefix = text(header, 345, 500)
    const size = Number.parseInt(text(header, 124, 136), 8) || 0
    const start = offset + BLOCK
    const path = (prefix ? `${prefix}/${name}` : name).replace(/^\/+|\/+$/g, '')
    if (path.split('/').includes('..')) throw new Error('The archive names a path outside itself.')
    const isFolder = text(header, 156, 157) === FOLDER
    yield isFolder ? { path } : { path, content: archive.subarray(start, start + size) }
    offset = start + Math.ceil(size / BLOCK) * BLOCK
  }
}

function text(header: Buffer, from: number, to: number): string {
  const [content = ''] = header.toString('utf8', from, to).split('\0', 1)
  return content.trim()
}
