import type { Ports } from '../ports.ts'
import { addDocuments } from './add-documents.ts'
import { getDocument, listDocuments, listDocumentsOfRecord } from './list-documents.ts'
import { downloadDocument, getPage, getPicture } from './open-document.ts'
import { readDocumentAgain, removeDocument, restoreDocument } from './remove-document.ts'

export type Documents = ReturnType<typeof documents>

export function documents(ports: Ports) {
  return {
    add: addDocuments(ports),
    list: listDocuments(ports),
    listOfRecord: listDocumentsOfRecord(ports),
    get: getDocument(ports),
    page: getPage(ports),
    picture: getPicture(ports),
    download: downloadDocument(ports),
    readAgain: readDocumentAgain(ports),
    remove: removeDocument(ports),
    restore: restoreDocument(ports),
  }
}
