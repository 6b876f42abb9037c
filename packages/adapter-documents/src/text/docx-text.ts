import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { asFault, damaged, unpacksTooLarge } from '../reading/reading-fault.ts'
import { textOfWordXml } from './word-xml.ts'

const maxUnpackedBytes = 50_000_000
const maxRatio = 100
const maxEntries = 2000
/** Small parts compress better than that without meaning harm. */
const ratioCountsFrom = 1_000_000

/** Letterhead first: it often carries the patient's name. */
const parts = [
  /^word\/header\d*\.xml$/,
  /^word\/document\.xml$/,
  /^word\/(?:footnotes|endnotes)\.xml$/,
  /^word\/footer\d*\.xml$/,
]

/** Text of a Word document. Sizes are checked in the archive's directory, before anything is unpacked. */
export async function readDocxText(path: string): Promise<string> {
  try {
    const archive = await openPromise(path, { autoClose: false })
    try {
      return await readParts(archive)
    } finally {
      archive.close()
    }
  } catch (error) {
    throw asFault(error)
  }
}

async function readParts(archive: ZipFile): Promise<string> {
  const entries = await listEntries(archive)
  if (!entries.some(({ fileName }) => fileName === 'word/document.xml')) throw damaged()
  const texts: string[] = []
  for (const part of parts) {
    for (const entry of entries.filter(({ fileName }) => part.test(fileName)))
      texts.push(textOfWordXml(await readEntry(archive, entry)))
  }
  return texts.filter((text) => text !== '').join('\n\n')
}

async function listEntries(archive: ZipFile): Promise<Entry[]> {
  if (archive.entryCount > maxEntries) throw unpacksTooLarge()
  const entries: Entry[] = []
  let unpacked = 0
  for await (const entry of archive.eachEntry()) {
    const { uncompressedSize: size, compressedSize } = entry
    unpacked += size
    const isBomb = size > ratioCountsFrom && size / Math.max(1, compressedSize) > maxRatio
    if (isBomb || unpacked > maxUnpackedBytes) throw unpacksTooLarge()
    entries.push(entry)
  }
  return entries
}

async function readEntry(archive: ZipFile, entry: Entry): Promise<string> {
  // Fails where more comes out than the directory said.
  const stream = await archive.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
