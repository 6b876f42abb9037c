import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { ArchiveEntry } from '@phrm/core'
import { ZipFile } from 'yazl'
import { checksumsName, toChecksumLine, watchHash } from './checksums.ts'
import { isSafeName } from './safe-name.ts'

/** One entry after the other, as fast as the reader takes it; what an entry throws ends the archive with that error. */
export async function* packArchive(
  entries: AsyncIterable<ArchiveEntry>,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = new PassThrough()
  const feeding = feed(zip, entries).catch((error: unknown) => {
    output.destroy(error as Error)
  })
  zip.on('error', (error: Error) => output.destroy(error))
  zip.outputStream.pipe(output)
  try {
    for await (const chunk of output) yield chunk as Uint8Array
    await feeding
  } finally {
    output.destroy()
  }
}

async function feed(zip: ZipFile, entries: AsyncIterable<ArchiveEntry>): Promise<void> {
  let checksums = ''
  for await (const { name, content, compress } of entries) {
    if (!isSafeName(name)) throw new Error('This is no name for a file of an archive.')
    const watched = watchHash(content)
    await add(zip, name, watched.content, compress)
    checksums += toChecksumLine(name, watched.hex())
  }
  zip.addBuffer(Buffer.from(checksums), checksumsName)
  zip.end()
}

async function add(
  zip: ZipFile,
  name: string,
  content: AsyncIterable<Uint8Array>,
  compress: boolean,
): Promise<void> {
  const stream = Readable.from(content, { objectMode: false })
  zip.addReadStream(stream, name, { compress, mode: 0o100600 })
  await finished(stream, { writable: false })
}
