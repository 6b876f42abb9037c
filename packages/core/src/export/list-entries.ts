import type { JobContext } from '../job/job-handler.ts'
import type { Ports } from '../ports.ts'
import type { ArchiveEntry } from './archive.ts'
import { formatVersion, places, readme, storedPicture, type Manifest } from './archive-format.ts'
import { dataSections, historySections, type ExportedItem, type ExportedRow } from './export.ts'
import { toBytes, toJsonLines } from './json-lines.ts'

/** Rows of one question; pages carry all their words. */
const rowsAtOnce = 200
const pagesAtOnce = 10

type Needs = Pick<Ports, 'store' | 'files' | 'now'>

interface ListedDocument {
  id: number
  filename: string
  filePath: string
  pageCount: number
}

/**
 * Everything that goes into the archive of an account, one thing after the other, in many short transactions. Persons come
 * first, and what hangs on one is taken along only when its person was: the archive fits together whatever is written meanwhile.
 */
export function listEntries({ store, files, now }: Needs) {
  return async function* (
    accountId: number,
    { signal, progress }: JobContext,
  ): AsyncGenerator<ArchiveEntry> {
    const counts: Record<string, number> = {}
    const known = { members: new Set<unknown>(), records: new Set<unknown>() }
    const documents: ListedDocument[] = []

    yield text(places.readme, readme)
    const account = await store.as(accountId, ({ exports }) => exports.account())
    yield text(places.account, `${JSON.stringify(account)}\n`)
    for (const section of dataSections) {
      const rows = listRows((after) =>
        store.as(accountId, ({ exports }) => exports.list(section, after, rowsAtOnce)),
      )
      yield list(places.data(section), counted(section, fitting(section, rows)))
    }
    yield list(places.pages, counted('document-pages', listPages()))
    for (const section of historySections) {
      const rows = listRows((after) =>
        store.as(accountId, ({ exports }) => exports.list(section, after, rowsAtOnce)),
      )
      yield list(places.history(section), counted(section, items(rows)))
    }
    for (const [index, document] of documents.entries()) {
      progress({ stage: 'files', done: index, total: documents.length })
      yield* listFiles(document)
    }
    yield text(places.manifest, `${JSON.stringify(toManifest(counts))}\n`)

    async function* fitting(
      section: (typeof dataSections)[number],
      rows: AsyncIterable<ExportedRow>,
    ): AsyncGenerator<ExportedItem> {
      for await (const { id, item } of rows) {
        signal.throwIfAborted()
        if (section === 'family-members') known.members.add(id)
        else if (section === 'health-records') {
          if (!known.members.has(item['family_member_id'])) continue
          known.records.add(id)
        } else {
          if (!known.records.has(item['health_record_id'])) continue
          const { file_path: filePath, ...shown } = item
          const filename = String(shown['filename'])
          const pageCount = Number(shown['page_count'] ?? 0)
          documents.push({ id, filename, filePath: String(filePath), pageCount })
          yield { ...shown, file: places.file(id, filename) }
          continue
        }
        yield item
      }
    }

    async function* listPages(): AsyncGenerator<ExportedItem> {
      for (const [index, { id }] of documents.entries()) {
        signal.throwIfAborted()
        progress({ stage: 'pages', done: index, total: documents.length })
        const rows = listRows((after) =>
          store.as(accountId, ({ exports }) => exports.listPages(id, after, pagesAtOnce)),
        )
        yield* items(rows)
      }
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

    async function* counted(section: string, all: AsyncIterable<ExportedItem>) {
      counts[section] = 0
      for await (const item of all) {
        counts[section] = (counts[section] ?? 0) + 1
        yield item
      }
    }
  }

  function toManifest(counts: Record<string, number>): Manifest {
    return {
      format: 'phrm-export',
      version: formatVersion,
      created_at: now().toISOString(),
      counts,
    }
  }
}

async function* items(rows: AsyncIterable<ExportedRow>): AsyncGenerator<ExportedItem> {
  for await (const { item } of rows) yield item
}

async function* listRows(
  ask: (after: number) => Promise<ExportedRow[]>,
): AsyncGenerator<ExportedRow> {
  for (let after = 0; ;) {
    const rows = await ask(after)
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}

function text(name: string, content: string): ArchiveEntry {
  return { name, content: toBytes(content), compress: true }
}

function list(name: string, all: AsyncIterable<unknown>): ArchiveEntry {
  return { name, content: toJsonLines(all), compress: true }
}
