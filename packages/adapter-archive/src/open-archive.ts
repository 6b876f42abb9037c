import { stat } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { OpenArchive } from '@phrm/core'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { checksumsName, fromChecksumLines, watchHash } from './checksums.ts'
import { checkSize, mostEntries } from './limits.ts'
import { notOurs, toRefusal } from './refusals.ts'
import { isSafeName } from './safe-name.ts'

/** Reads the list of what is inside, and refuses before anything is unpacked. */
export async function openArchive(localPath: string): Promise<OpenArchive> {
  const zip = await openZip(localPath)
  try {
    const entries = await listEntries(zip)
    checkSize([...entries.values()], (await stat(localPath)).size)
    return toArchive(zip, entries)
  } catch (error) {
    zip.close()
    throw toRefusal(error)
  }
}

async function openZip(localPath: string): Promise<ZipFile> {
  try {
    return await openPromise(localPath, {
      autoClose: false,
      lazyEntries: true,
      strictFileNames: true,
      validateEntrySizes: true,
    })
  } catch (error) {
    throw toRefusal(error)
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > mostEntries) throw notOurs('There are too many files in it.')
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (!isSafeName(entry.fileName)) throw notOurs('A file in it has a name that PHRM never gives.')
    if (entries.has(entry.fileName)) throw notOurs('Two files in it have one name.')
    if (!entry.canDecodeFileData()) throw notOurs('It is encrypted, or packed in an unusual way.')
    entries.set(entry.fileName, entry)
  }
  return entries
}

function toArchive(zip: ZipFile, entries: Map<string, Entry>): OpenArchive {
  async function* read(name: string, maxBytes = Infinity): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name)
    if (!entry) throw notOurs('A file is missing in it.')
    if (entry.uncompressedSize > maxBytes) throw notOurs('A file in it is too large.')
    try {
      for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Uint8Array
    } catch (error) {
      throw toRefusal(error)
    }
  }

  return {
    names: [...entries.keys()],
    read,
    verify: () => verify(entries, read),
    close: async () => zip.close(),
  }
}

/** Bytes; one line a file. */
const longestChecksums = 64 * 1024 * 1024

async function verify(entries: Map<string, Entry>, read: OpenArchive['read']): Promise<void> {
  const checksums = fromChecksumLines(await text(read(checksumsName, longestChecksums)))
  if (!checksums) throw notOurs('Its list of checksums is garbled.')
  if (checksums.size !== entries.size - 1)
    throw notOurs('Its list of checksums does not name the files that are in it.')
  for (const [name, expected] of checksums) {
    const watched = watchHash(read(name))
    for await (const _ of watched.content);
    if (watched.hex() !== expected) throw notOurs('A file in it was changed or damaged.')
  }
}
