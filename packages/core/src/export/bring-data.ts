import type { Ports } from '../ports.ts'
import type { OpenArchive } from './archive.ts'
import { places } from './archive-format.ts'
import { bringFiles, type BroughtFile } from './bring-files.ts'
import type { DataSection, ExportedItem } from './export.ts'
import type { Imported, NewIds } from './import.ts'
import { fromJsonLines, notOurs, readJson } from './json-lines.ts'
import { checkItem, checkPage, toProfile } from './imported-values.ts'
import { removeFiles } from './remove-files.ts'

export interface Brought {
  counts: Imported
  /** The account's own person. */
  self: number
  profile: ExportedItem
  /** Documents that were waiting to be read when the archive was made. */
  unread: number[]
}

/** Items of one statement, which indexes their words: none may take long. */
const atOnce = { members: 100, records: 50, documents: 10, pages: 10 }

/** Puts everything into place, unseen. */
export function bringData(ports: Ports) {
  const { store } = ports

  return async (accountId: number, importId: string, archive: OpenArchive): Promise<Brought> => {
    const as = <Result>(work: Parameters<typeof store.as<Result>>[1]) => store.as(accountId, work)
    const members: NewIds = new Map()
    const records: NewIds = new Map()
    const documents: NewIds = new Map()
    const unread: number[] = []
    let self: number | undefined

    for await (const items of list('family-members', atOnce.members)) {
      merge(members, items, await as(({ imports }) => imports.addMembers(importId, items)))
      const own = items.find(({ is_self: isSelf }) => isSelf === true)
      if (own) self = members.get(Number(own['id']))
    }
    for await (const items of list('health-records', atOnce.records)) {
      const placed = items.map((item) => hang(item, 'family_member_id', members))
      merge(records, placed, await as(({ imports }) => imports.addRecords(importId, placed)))
    }
    const files = bringFiles(ports, archive)
    for await (const items of list('documents', atOnce.documents)) {
      const kept: BroughtFile[] = []
      try {
        for (const item of items) kept.push(await files(hang(item, 'health_record_id', records)))
        const placed = kept.map(({ item }) => item)
        merge(documents, placed, await as(({ imports }) => imports.addDocuments(importId, placed)))
      } catch (error) {
        await removeFiles(ports, kept)
        throw error
      }
      for (const { item } of kept)
        if (item['state'] === 'queued') unread.push(documents.get(Number(item['id'])) ?? 0)
    }
    for await (const items of batches(read(places.pages), atOnce.pages)) {
      const placed = items.map((item) => checkPage(hang(item, 'document_id', documents)))
      const taken = await as(({ imports }) => imports.addPages(importId, placed))
      if (taken !== placed.length) throw notOurs('A page belongs to no document.')
    }
    if (self === undefined) throw notOurs('It does not say who the account itself is.')
    const profile = toProfile(await readJson(archive.read(places.account, 1024 * 1024)))
    const counts = { members: members.size, records: records.size, documents: documents.size }
    return { counts, self, profile, unread }

    function list(section: DataSection, most: number) {
      return batches(checked(places.data(section)), most)
    }

    async function* checked(name: string) {
      for await (const item of read(name)) yield checkItem(item)
    }

    function read(name: string) {
      return fromJsonLines(archive.read(name))
    }
  }
}

/** The same thing on what it hangs on here. */
function hang(item: ExportedItem, field: string, ids: NewIds): ExportedItem {
  const id = ids.get(Number(item[field]))
  if (id === undefined) throw notOurs('Something in it belongs to something that is not in it.')
  return { ...item, [field]: id }
}

function merge(ids: NewIds, given: ExportedItem[], added: NewIds): void {
  if (added.size !== given.length) throw notOurs('Two things in it have one id.')
  for (const [id, newId] of added) {
    if (ids.has(id)) throw notOurs('Two things in it have one id.')
    ids.set(id, newId)
  }
}

async function* batches<Item>(items: AsyncIterable<Item>, most: number): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < most) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
