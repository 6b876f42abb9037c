import type { JobContext } from '../job/job-handler.ts'
import type { Ports } from '../ports.ts'
import type { ArchiveEntry } from './archive.ts'
import { formatVersion, places, readme, storedPicture, type Manifest } from './archive-format.ts'
import { dataSections, historySections, type ExportedItem } from './export.ts'
import { toBytes, toJsonLines } from './json-lines.ts'
import { keepTogether, type ListedDocument } from './keep-together.ts'
import { listRows } from './list-rows.ts'

/**
 * Everything that goes into the archive of an account, one thing after the other, in many short transactions. Persons come
 * first, and what hangs on one is taken along only when its person was: the archive fits together whatever is written
 * meanwhile.
 */
export function listEntries({ store, files, now }: Pick<Ports, 'store' | 'files' | 'now'>) {
  return async function* (
    accountId: number,
    { signal, progress }: JobContext,
  ): AsyncGenerator<ArchiveEntry> {
    const rows = listRows(store, accountId, signal)
    const together = keepTogether()
    const counts: Manifest['counts'] = {}

    yield text(places.readme, readme)
    const account = await store.as(accountId, ({ exports }) => exports.account())
    yield text(places.account, `${JSON.stringify(account)}\n`)
    for (const section of dataSections)
      yield list(places.data(section), counted(section, together.take(section, rows.of(section))))
    yield list(places.pages, counted('document-pages', listPages()))
    for (const section of historySections)
      yield list(places.history(section), counted(section, items(rows.of(section))))
    for (const document of follow('files')) yield* listFiles(document)
    yield text(places.manifest, `${JSON.stringify(toManifest(counts, now()))}\n`)

    async function* listPages(): AsyncGenerator<ExportedItem> {
      for (const { id } of follow('pages')) yield* items(rows.ofPages(id))
    }

    async function* listFiles({ id, filename, filePath, pageCount }: ListedDocument) {
      signal.throwIfAborted()
      const content = await files.open(filePath)
      if (!content) throw new Error('The bytes of a document are missing.')
      yield { name: places.file(id, filename), content, compress: false }
      for (let page = 1; page <= pageCount; page++) {
        const picture = await files.open(storedPicture(filePath, page))
        if (picture) yield { name: places.picture(id, page), content: picture, compress: false }
      }
    }

    function* follow(stage: string): Generator<ListedDocument> {
      const { documents } = together
      for (const [done, document] of documents.entries()) {
        progress({ stage, done, total: documents.length })
        yield document
      }
    }

    async function* counted(section: string, all: AsyncIterable<ExportedItem>) {
      let count = 0
      for await (const item of all) {
        count += 1
        yield item
      }
      counts[section] = count
    }
  }
}

function toManifest(counts: Manifest['counts'], now: Date): Manifest {
  return { format: 'phrm-export', version: formatVersion, created_at: now.toISOString(), counts }
}

async function* items(rows: AsyncIterable<{ item: ExportedItem }>): AsyncGenerator<ExportedItem> {
  for await (const { item } of rows) yield item
}

function text(name: string, content: string): ArchiveEntry {
  return { name, content: toBytes(content), compress: true }
}

function list(name: string, all: AsyncIterable<unknown>): ArchiveEntry {
  return { name, content: toJsonLines(all), compress: true }
}
