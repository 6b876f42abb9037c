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

/** Of this process: another test file's tools are no business of ours. */
const folders: string[] = []

/** A folder for one test file; `close` removes it. */
export function openWorkbench() {
  const folder = mkdtempSync(join(tmpdir(), 'phrm-reading-'))
  folders.push(folder)
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

/** Reading processes that this one started, and tools that read for a test (Linux; elsewhere none are seen). */
export function runningChildren(): string[] {
  const isTool = /^\S*pdf(?:info|totext|toppm|images) /
  const tools = processes().filter(
    ({ command }) => isTool.test(command) && folders.some((folder) => command.includes(folder)),
  )
  return [...readersOf(process.pid), ...tools].map(({ command }) => command)
}

/** Ids of the reading processes that a process started. */
export function runningReaders(parent: number): number[] {
  return readersOf(parent).map(({ id }) => id)
}

function readersOf(parent: number) {
  return processes().filter(
    (one) => one.parent === parent && one.command.includes('reading/child.ts'),
  )
}

function processes(): { id: number; parent: number; command: string }[] {
  const names = process.platform === 'linux' ? readdirSync('/proc') : []
  return names.filter((name) => /^\d+$/.test(name)).flatMap(describeProcess)
}

function describeProcess(name: string) {
  try {
    const [, state, parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return state === 'Z' ? [] : [{ id: Number(name), parent: Number(parent), command }]
  } catch {
    // It ended meanwhile.
    return []
  }
}
