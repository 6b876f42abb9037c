import { places } from './archive-format.ts'
import type { DataSection, ExportedItem, ExportedRow } from './export.ts'

export interface ListedDocument {
  id: number
  filename: string
  filePath: string
  pageCount: number
}

/** Lets pass what hangs on something that passed before: persons, then their records, then their documents. */
export function keepTogether() {
  const members = new Set<unknown>()
  const records = new Set<unknown>()
  const documents: ListedDocument[] = []

  const takers: Record<DataSection, (row: ExportedRow) => ExportedItem | undefined> = {
    'family-members': ({ id, item }) => {
      members.add(id)
      return item
    },
    'health-records': ({ id, item }) => {
      if (!members.has(item['family_member_id'])) return undefined
      records.add(id)
      return item
    },
    documents: ({ id, item }) => {
      const { file_path: filePath, ...shown } = item
      if (!records.has(shown['health_record_id'])) return undefined
      const filename = String(shown['filename'])
      const pageCount = Number(shown['page_count'] ?? 0)
      documents.push({ id, filename, filePath: String(filePath), pageCount })
      return { ...shown, file: places.file(id, filename) }
    },
  }

  async function* take(
    section: DataSection,
    rows: AsyncIterable<ExportedRow>,
  ): AsyncGenerator<ExportedItem> {
    for await (const row of rows) {
      const item = takers[section](row)
      if (item) yield item
    }
  }

  return { take, documents: documents as readonly ListedDocument[] }
}
