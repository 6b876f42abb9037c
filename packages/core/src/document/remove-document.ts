import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { enqueueReading } from './add-documents.ts'
import type { Document } from './document.ts'

/** Can be undone for 30 days; the bytes go with the purge. */
export function removeDocument({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, id: number): Promise<void> =>
    store.as(actor, async ({ documents, jobs, audit }) => {
      const document = await documents.find(id)
      if (!document) throw notFound()
      if (!(await documents.remove(id))) throw notFound()
      if (document.jobId !== undefined) await jobs.requestCancel(document.jobId)
      const { familyMemberId } = document
      await audit.write({ action: 'document.delete', familyMemberId, subject: String(id) })
    })
}

export function restoreDocument({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, id: number): Promise<Document> =>
    store.as(actor, async (account) => {
      const document = await account.documents.restore(id)
      if (!document) throw notFound()
      if (isUnread(document)) await enqueueReading(account, document)
      const { familyMemberId } = document
      await account.audit.write({ action: 'document.restore', familyMemberId, subject: String(id) })
      return (await account.documents.find(id)) ?? document
    })
}

/** Reads the same bytes again, for example with a newer reader. */
export function readDocumentAgain({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, id: number): Promise<Document> =>
    store.as(actor, async (account) => {
      const found = await account.documents.find(id)
      if (!found) throw notFound()
      await enqueueReading(account, found)
      const { familyMemberId } = found
      await account.audit.write({ action: 'document.reread', familyMemberId, subject: String(id) })
      const document = await account.documents.find(id)
      if (!document) throw notFound()
      return document
    })
}

function isUnread({ state }: Document): boolean {
  return state === 'queued' || state === 'reading'
}
