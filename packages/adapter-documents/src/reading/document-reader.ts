import { access } from 'node:fs/promises'
import type { DocumentReader } from '@phrm/core'
import type { MachineTools } from './messages.ts'
import { readInProcess } from './read-in-process.ts'
import { defaultLimits } from './reading-limits.ts'
import type { ReadingLimits } from './reading-limits.ts'

export interface DocumentReaderOptions extends Partial<ReadingLimits> {
  /** `none` leaves poppler and prlimit unused even where the machine has them. */
  tools?: MachineTools
}

/**
 * Reads documents, each in a process of its own, which is killed with all that it started when it takes too much time or
 * memory, or when the caller aborts. What was read until then is kept. Rejects when the machine is at fault (the file is not
 * there, the process does not start) and when the caller's `onPicture` does.
 */
export function createDocumentReader(options: DocumentReaderOptions = {}): DocumentReader {
  const { tools = 'machine', ...limits } = options
  return {
    async read({ localPath, contentType }, readOptions) {
      readOptions.signal.throwIfAborted()
      await access(localPath)
      const task = { localPath, contentType, tools, limits: { ...defaultLimits, ...limits } }
      return readInProcess(task, readOptions)
    },
  }
}
