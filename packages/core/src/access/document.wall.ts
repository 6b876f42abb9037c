import type { Document, DocumentRepository } from '../document/document.ts'
import type { Gate } from './gate.ts'
import { keepReadable } from './keep-readable.ts'

export function documentWall(inner: DocumentRepository, gate: Gate): DocumentRepository {
  const people = new Map<number, number>()

  async function find(id: number): Promise<Document | undefined> {
    const [document, readable] = await Promise.all([inner.find(id), gate.readable()])
    if (!document || !readable.has(document.familyMemberId)) return undefined
    people.set(id, document.familyMemberId)
    return document
  }

  /** False when there is no such document to be seen. */
  async function mayChange(id: number): Promise<boolean> {
    const familyMemberId = people.get(id) ?? (await find(id))?.familyMemberId
    if (familyMemberId === undefined) return false
    await gate.requireEditor(familyMemberId)
    return true
  }

  return {
    find,
    async add(document) {
      const added = await inner.add(document)
      await gate.requireEditor(added.familyMemberId)
      people.set(added.id, added.familyMemberId)
      return added
    },
    async listOfRecord(healthRecordId) {
      const [documents, readable] = await Promise.all([
        inner.listOfRecord(healthRecordId),
        gate.readable(),
      ])
      return documents.filter(({ familyMemberId }) => readable.has(familyMemberId))
    },
    async list(filter) {
      const [page, readable] = await Promise.all([inner.list(filter), gate.readable()])
      return keepReadable(page, ({ familyMemberId }) => readable.has(familyMemberId))
    },
    async findPage(documentId, number) {
      const [page, document] = await Promise.all([
        inner.findPage(documentId, number),
        people.has(documentId) || find(documentId),
      ])
      return document ? page : undefined
    },
    async setJob(id, jobId) {
      if (await mayChange(id)) await inner.setJob(id, jobId)
    },
    async setState(id, state, more) {
      if (await mayChange(id)) await inner.setState(id, state, more)
    },
    async replacePages(documentId, pages) {
      if (await mayChange(documentId)) await inner.replacePages(documentId, pages)
    },
    async remove(id) {
      return (await mayChange(id)) && inner.remove(id)
    },
    async restore(id) {
      const document = await inner.restore(id)
      if (document) await gate.requireEditor(document.familyMemberId)
      return document
    },
  }
}
