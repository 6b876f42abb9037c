import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Ports } from '../ports.ts'
import type { Document } from './document.ts'

export function listDocuments({ store }: Pick<Ports, 'store'>) {
  return (
    actor: Actor,
    filter: PageRequest & { familyMemberId?: number | undefined },
  ): Promise<Page<Document>> =>
    store.as(actor, async ({ familyMembers, documents, audit }) => {
      const { familyMemberId } = filter
      if (familyMemberId !== undefined && !(await familyMembers.find(familyMemberId)))
        throw notFound()
      await audit.noteRead({ action: 'document.list', familyMemberId })
      return documents.list(filter)
    })
}

export function listDocumentsOfRecord({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, recordId: number): Promise<Document[]> =>
    store.as(actor, async ({ healthRecords, documents, audit }) => {
      if (!(await healthRecords.find(recordId))) throw notFound()
      await audit.noteRead({ action: 'document.list', recordId })
      return documents.listOfRecord(recordId)
    })
}

export function getDocument({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, id: number): Promise<Document> => {
    const [document] = await store.read(actor, ({ documents, audit }) =>
      Promise.all([
        documents.find(id),
        audit.noteRead({ action: 'document.read', documentId: id }),
      ]),
    )
    if (!document) throw notFound()
    return document
  }
}
