import type { Store } from '../store.ts'
import type { DataSection, ExportedRow, HistorySection } from './export.ts'

/** Rows of one question; pages carry all their words. */
const rowsAtOnce = 200
const pagesAtOnce = 10

/** All rows of a list, a few in each transaction. */
export function listRows(store: Store, accountId: number, signal: AbortSignal) {
  async function* all(ask: (after: number) => Promise<ExportedRow[]>): AsyncGenerator<ExportedRow> {
    for (let after = 0; ;) {
      signal.throwIfAborted()
      const rows = await ask(after)
      yield* rows
      const last = rows.at(-1)
      if (!last) return
      after = last.id
    }
  }

  return {
    of: (section: DataSection | HistorySection) =>
      all((after) =>
        store.as(accountId, ({ exports }) => exports.list(section, after, rowsAtOnce)),
      ),
    ofPages: (documentId: number) =>
      all((after) =>
        store.as(accountId, ({ exports }) => exports.listPages(documentId, after, pagesAtOnce)),
      ),
  }
}
