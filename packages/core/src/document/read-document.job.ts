import type { JobContext, JobHandler } from '../job/job-handler.ts'
import type { Job } from '../job/job.ts'
import type { Ports } from '../ports.ts'
import type { Document } from './document.ts'
import { picturePath } from './open-document.ts'

/** A page picture is at most 1,600 px wide; more than this is no JPEG of that size. */
const maxPictureBytes = 4 * 1024 * 1024

/** Reads the bytes of one document in a child process and keeps its pages. Reading twice leaves the same as once. */
export function readDocument(ports: Pick<Ports, 'store' | 'files' | 'reader'>): JobHandler {
  const read = readBytes(ports)
  return { run, giveUp }

  async function run(job: Job, context: JobContext): Promise<void> {
    const { accountId, documentId } = target(job)
    const document = await ports.store.as(accountId, async ({ documents }) => {
      await documents.setState(documentId, 'reading')
      return documents.find(documentId)
    })
    if (!document) return
    const { pages, state, reason, pageCount } = await read(document, context)
    await ports.store.as(accountId, async ({ documents }) => {
      await documents.replacePages(documentId, pages)
      await documents.setState(documentId, state, { reason, pageCount })
    })
  }

  async function giveUp(job: Job, reason: string): Promise<void> {
    const { accountId, documentId } = target(job)
    await ports.store.as(accountId, ({ documents }) =>
      documents.setState(documentId, 'failed', { reason }),
    )
  }
}

function readBytes({ files, reader }: Pick<Ports, 'files' | 'reader'>) {
  return async (document: Document, { signal, progress }: JobContext) =>
    reader.read(
      { localPath: await files.localPath(document.filePath), contentType: document.contentType },
      {
        signal,
        onProgress: progress,
        onPicture: async (page, jpeg) => {
          const path = picturePath(document, page)
          await files.put(once(jpeg), { path, maxBytes: maxPictureBytes })
        },
      },
    )
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function target({ accountId, payload }: Job): { accountId: number; documentId: number } {
  const { documentId } = payload
  if (accountId === undefined || typeof documentId !== 'number') {
    throw new Error('A reading job names its account and its document.')
  }
  return { accountId, documentId }
}
