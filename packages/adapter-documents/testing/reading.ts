import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadingResult } from '@phrm/core'
import { createDocumentReader } from '../src/reading/document-reader.ts'
import type { DocumentReaderOptions } from '../src/reading/document-reader.ts'

/** Whether tests that take minutes run too. */
export const long = process.env['PHRM_LONG_TESTS'] === '1'

export interface Reading extends ReadingResult {
  pictures: Map<number, Uint8Array>
  stages: string[]
}

/** A folder for one test file; `close` removes it. */
export function openWorkbench() {
  const folder = mkdtempSync(join(tmpdir(), 'phrm-reading-'))
  let count = 0

  function file(content: Uint8Array | string): string {
    const path = join(folder, `document-${++count}`)
    writeFileSync(path, content)
    return path
  }

  async function read(
    content: Uint8Array | string,
    contentType: string,
    options: DocumentReaderOptions & { signal?: AbortSignal } = {},
  ): Promise<Reading> {
    return readPath(file(content), contentType, options)
  }

  return { file, read, close: () => rmSync(folder, { recursive: true, force: true }) }
}

export async function readPath(
  localPath: string,
  contentType: string,
  options: DocumentReaderOptions & { signal?: AbortSignal } = {},
): Promise<Reading> {
  const { signal = new AbortController().signal, ...limits } = options
  const pictures = new Map<number, Uint8Array>()
  const stages: string[] = []
  const result = await createDocumentReader(limits).read(
    { localPath, contentType },
    {
      signal,
      onProgress: ({ stage, done, total }) => void stages.push(`${stage} ${done}/${total}`),
      onPicture: async (number, jpeg) => void pictures.set(number, jpeg),
    },
  )
  return { ...result, pictures, stages }
}

/** Processes that this one started and that still run (Linux; elsewhere none are seen). */
export function runningChildren(): string[] {
  const found: string[] = []
  for (const id of process.platform === 'linux' ? readdirSync('/proc') : []) {
    try {
      const group = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8'))
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')
      const isOurs = Number(group?.[2]) === process.pid && command.includes('reading/child.ts')
      const isTool = /^\S*pdf(?:info|totext|toppm|images) .*phrm-reading-/.test(command)
      if (group?.[1] !== 'Z' && (isOurs || isTool)) found.push(command)
    } catch {
      // It ended meanwhile.
    }
  }
  return found
}
