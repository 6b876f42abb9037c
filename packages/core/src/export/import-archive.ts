import type { Actor } from '../actor.ts'
import type { Upload } from '../document/add-documents.ts'
import { enqueueReading } from '../document/add-documents.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { OpenArchive } from './archive.ts'
import { formatVersion, places } from './archive-format.ts'
import { bringData, type Brought } from './bring-data.ts'
import type { Imported } from './import.ts'
import { readJson, notOurs } from './json-lines.ts'
import { removeFiles } from './remove-files.ts'

/** Bytes of an archive that comes through the browser. */
export const maxArchiveBytes = 8 * 1024 ** 3

/** The archive as it arrives; it lies on the disk while it is read. */
export function importUpload(ports: Ports) {
  const importLocal = importArchive(ports)

  return async ({ accountId }: Actor, uploads: AsyncIterable<Upload>): Promise<Imported> => {
    // Before gigabytes of what nobody could use are written to the disk.
    const isFresh = await ports.store.as(accountId, ({ imports }) => imports.begin())
    if (isFresh === undefined) throw notFresh()
    for await (const { content } of uploads) {
      const { path } = await ports.files.put(content, { maxBytes: maxArchiveBytes })
      try {
        return await importLocal(accountId, await ports.files.localPath(path))
      } finally {
        await ports.files.remove(path)
      }
    }
    throw new DomainError('invalid', 'No archive arrived.', { field: 'files' })
  }
}

/** For the command line of the machine's owner; no route leads here. */
export function importFor(ports: Ports) {
  const importLocal = importArchive(ports)

  return async (email: string, localPath: string): Promise<Imported> => {
    const credentials = await ports.store.accounts.findCredentials(email)
    if (credentials) return importLocal(credentials.accountId, localPath)
    throw new DomainError(
      'not-found',
      'Nobody has an account with this e-mail address here. Make one first, for example with: phrm create-admin',
    )
  }
}

/** All of the archive or nothing: checksums first, then everything unseen, and shown in the last step. */
export function importArchive(ports: Ports) {
  const { store, archives } = ports

  return async (accountId: number, localPath: string): Promise<Imported> => {
    const archive = await archives.open(localPath)
    try {
      await archive.verify()
      await checkManifest(archive)
      const importId = await store.as(accountId, ({ imports }) => imports.begin())
      if (importId === undefined) throw notFresh()
      return await bring(accountId, importId, archive)
    } finally {
      await archive.close()
    }
  }

  async function bring(
    accountId: number,
    importId: string,
    archive: OpenArchive,
  ): Promise<Imported> {
    try {
      const brought = await bringData(ports)(accountId, importId, archive)
      await finish(accountId, importId, brought)
      return brought.counts
    } catch (error) {
      await abandon(accountId, importId)
      throw toRefusal(error)
    }
  }

  async function finish(
    accountId: number,
    importId: string,
    { self, profile, unread }: Brought,
  ): Promise<void> {
    await store.as(accountId, async (account) => {
      if (!(await account.imports.finish(importId, self, profile))) throw notFresh()
      await account.audit.write({ action: 'archive.import', familyMemberId: self })
      for (const id of unread) {
        const document = await account.documents.find(id)
        if (document) await enqueueReading(account, document)
      }
    })
  }

  async function abandon(accountId: number, importId: string): Promise<void> {
    for (;;) {
      const { files, done } = await store.as(accountId, ({ imports }) => imports.abandon(importId))
      await removeFiles(ports, files)
      if (done) return
    }
  }
}

async function checkManifest(archive: OpenArchive): Promise<void> {
  const { format, version } = await readJson(archive.read(places.manifest, 1024 * 1024))
  if (format !== 'phrm-export') throw notOurs('It was not made by PHRM.')
  if (version !== formatVersion)
    throw notOurs('It was made by another version of PHRM whose archives this one cannot read.')
}

/** What the database refuses is the archive's fault here, and none of the fields of a form. */
function toRefusal(error: unknown): unknown {
  if (!(error instanceof DomainError) || error.message.startsWith('This archive')) return error
  const isOfArchive = error.code === 'invalid' || error.code === 'not-found'
  return isOfArchive ? notOurs(error.message) : error
}

function notFresh(): DomainError {
  return new DomainError(
    'conflict',
    'An archive comes into an account in which nothing was written yet. Make a new account for it.',
  )
}
