import type { Actor } from '../actor.ts'
import { DomainError, mayOnlyLook, notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { AccountStore } from '../store.ts'
import { cleanFilename } from './filename.ts'
import type { Document, NewDocument } from './document.ts'

export interface Upload {
  filename: string
  content: AsyncIterable<Uint8Array>
}

/** What arrived, so that a request can be told from another one: the same bytes under the same names. */
export type Arrived = Pick<NewDocument, 'filename' | 'fileSize' | 'sha256'>

/** Asked when all bytes are here: as whom to go on, or `undefined` when this was done before. */
type MayGoOn = (arrived: Arrived[]) => Promise<Actor | undefined>

type Needs = Pick<Ports, 'store' | 'files' | 'types' | 'settings'>

/**
 * Keeps all files or none: bytes first, then the rows and their reading jobs in one transaction. Bytes whose rows
 * never came (a killed process) are found by the janitor. Answers `undefined` when `mayGoOn` said that it was done before.
 */
export function addDocuments(ports: Needs) {
  const keep = keepUpload(ports)

  return async (
    actor: Actor,
    recordId: number,
    uploads: AsyncIterable<Upload>,
    mayGoOn: MayGoOn = async () => actor,
  ): Promise<Document[] | undefined> => {
    await ports.store.as(actor, (store) => requireWritable(store, recordId))
    const kept: NewDocument[] = []
    try {
      for await (const upload of uploads) kept.push(await keep(recordId, upload))
      if (kept.length === 0)
        throw new DomainError('invalid', 'No file arrived.', { field: 'files' })
      const acting = await mayGoOn(kept.map(toArrived))
      if (acting) return await ports.store.as(acting, (store) => addRows(store, kept))
    } catch (error) {
      await forget(kept)
      throw error
    }
    await forget(kept)
    return undefined
  }

  async function forget(kept: NewDocument[]): Promise<void> {
    await Promise.all(kept.map(({ filePath }) => ports.files.remove(filePath)))
  }
}

function toArrived({ filename, fileSize, sha256 }: NewDocument): Arrived {
  return { filename, fileSize, sha256 }
}

/** Before a byte is taken. */
async function requireWritable(
  { healthRecords, familyMembers }: AccountStore,
  recordId: number,
): Promise<void> {
  const record = await healthRecords.find(recordId)
  if (!record) throw notFound()
  const person = await familyMembers.find(record.familyMember.id)
  if (!person) throw notFound()
  if (person.role === 'viewer') throw mayOnlyLook()
}

function keepUpload({ files, types, settings }: Needs) {
  return async (healthRecordId: number, { filename, content }: Upload): Promise<NewDocument> => {
    const stored = await files.put(content, { maxBytes: settings.maxUploadBytes })
    const contentType = stored.size > 0 ? await types.detect(stored.head, filename) : undefined
    if (contentType === undefined) {
      await files.remove(stored.path)
      throw stored.size > 0
        ? unsupported()
        : new DomainError('invalid', 'The file is empty.', { field: 'files' })
    }
    return {
      healthRecordId,
      filename: cleanFilename(filename),
      storedFilename: stored.path.split('/').at(-1) ?? stored.path,
      filePath: stored.path,
      fileSize: stored.size,
      contentType,
      sha256: stored.sha256,
    }
  }
}

async function addRows(store: AccountStore, kept: NewDocument[]): Promise<Document[]> {
  const added: Document[] = []
  for (const document of kept) {
    const { id, familyMemberId } = await store.documents.add(document)
    await enqueueReading(store, { id, familyMemberId })
    await store.audit.write({ action: 'document.create', familyMemberId, subject: String(id) })
    const complete = await store.documents.find(id)
    if (!complete) throw notFound()
    added.push(complete)
  }
  return added
}

/** A document that waits to be read already is not queued twice. */
export async function enqueueReading(
  { jobs, documents }: AccountStore,
  { id, familyMemberId }: Pick<Document, 'id' | 'familyMemberId'>,
): Promise<void> {
  const job = await jobs.enqueue({
    kind: 'read-document',
    payload: { documentId: id },
    familyMemberId,
    uniqueKey: `read-document:${id}`,
    // Faults of the file are results and no failures: what is tried again is a dead process or a full disk.
    maxAttempts: 10,
  })
  await documents.setJob(id, job.id)
  await documents.setState(id, 'queued')
}

function unsupported(): DomainError {
  return new DomainError(
    'unsupported-type',
    'PHRM keeps PDF, JPEG, PNG, WebP, TIFF, HEIC, Word (.docx) and plain text files. This one is none of them, whatever its name says.',
    { field: 'files' },
  )
}
