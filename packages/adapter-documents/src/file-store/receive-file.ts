import { createHash, randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '@phrm/core'
import type { StoredFile } from '@phrm/core'
import { toStorageError } from './storage-error.ts'

const headBytes = 4100

export interface ReceivedFile extends Omit<StoredFile, 'path'> {
  temporaryPath: string
}

/** Writes the content to a new synced file in `folder`; nothing is left there when it fails. */
export async function receiveFile(
  content: AsyncIterable<Uint8Array>,
  folder: string,
  maxBytes: number,
): Promise<ReceivedFile> {
  const temporaryPath = join(folder, `${randomBytes(16).toString('hex')}.part`)
  try {
    await using handle = await open(temporaryPath, 'wx', 0o600)
    const received = await writeAll(content, handle, maxBytes)
    await handle.sync()
    return { temporaryPath, ...received }
  } catch (error) {
    await rm(temporaryPath, { force: true })
    throw toStorageError(error)
  }
}

async function writeAll(content: AsyncIterable<Uint8Array>, handle: FileHandle, maxBytes: number) {
  const hash = createHash('sha256')
  const head: Uint8Array[] = []
  let size = 0
  for await (const chunk of content) {
    if (size + chunk.length > maxBytes) throw tooLarge(maxBytes)
    if (size < headBytes) head.push(chunk.slice(0, headBytes - size))
    hash.update(chunk)
    await handle.appendFile(chunk)
    size += chunk.length
  }
  return { size, sha256: hash.digest('hex'), head: new Uint8Array(Buffer.concat(head)) }
}

function tooLarge(maxBytes: number): DomainError {
  const megabytes = Math.max(1, Math.floor(maxBytes / 1024 / 1024))
  return new DomainError('too-large', `The file is larger than ${megabytes} MB.`)
}
