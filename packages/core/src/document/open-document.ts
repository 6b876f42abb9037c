import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { Document, DocumentPage } from './document.ts'

type Needs = Pick<Ports, 'store' | 'files'>

/** The untouched bytes, and a line in the audit trail. */
export function downloadDocument({ store, files }: Needs) {
  return async (
    actor: Actor,
    id: number,
  ): Promise<{ document: Document; content: AsyncIterable<Uint8Array> }> => {
    const [document] = await store.read(actor, ({ documents, audit }) =>
      Promise.all([
        documents.find(id),
        audit.noteRead({ action: 'document.download', documentId: id }),
      ]),
    )
    const content = document && (await files.open(document.filePath))
    if (!content) throw notFound()
    return { document, content }
  }
}

export function getPage({ store }: Needs) {
  return async (actor: Actor, id: number, number: number): Promise<DocumentPage> => {
    const [page] = await store.read(actor, ({ documents, audit }) =>
      Promise.all([
        documents.findPage(id, number),
        audit.noteRead({ action: 'document.page', documentId: id }),
      ]),
    )
    if (!page) throw notFound()
    return page
  }
}

export function getPicture({ store, files }: Needs) {
  return async (actor: Actor, id: number, number: number): Promise<AsyncIterable<Uint8Array>> => {
    const [document] = await store.read(actor, ({ documents, audit }) =>
      Promise.all([
        documents.find(id),
        audit.noteRead({ action: 'document.picture', documentId: id }),
      ]),
    )
    const picture = document && (await files.open(picturePath(document, number)))
    if (!picture) throw notFound()
    return picture
  }
}

/** Pictures lie beside the bytes that they were made of, so that they are found and removed with them. */
export function picturePath({ filePath }: Pick<Document, 'filePath'>, page: number): string {
  return `${filePath}.pages/${page}.jpg`
}
