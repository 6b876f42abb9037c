import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Application } from '../support/application.ts'
import type { Client } from '../support/client.ts'
import type { Acknowledged } from './write-until-killed.ts'

interface Listed {
  id: number
  filename: string
  state: string
  page_count: number | null
}

/** Waits until everything has been read, stops the application and compares what is on the disk with what is listed. */
export async function examine(client: Client, application: Application, known: Acknowledged) {
  const documents = await waitUntilRead(client)
  const failed = documents.filter(({ state }) => state === 'failed').length
  const unfinishedJobs = documents.filter(
    ({ state }) => state === 'queued' || state === 'reading',
  ).length
  const exitCode = await application.stop()
  const files = await listFiles(join(application.dataDir, 'uploads'))
  const originals = files.filter((path) => !/\.pages\/\d+\.jpg$/.test(path))
  const found = new Set(await Promise.all(originals.map(hashOf)))
  const expected = [...known.documents.values()]
  return {
    documents: documents.length,
    failedToRead: failed,
    unfinishedJobs,
    orphanFiles: Math.max(0, originals.length - documents.length),
    missingFiles: Math.max(0, documents.length - originals.length),
    changedBytes: expected.filter((hash) => !found.has(hash)).length,
    exitCode,
  }
}

async function waitUntilRead(client: Client): Promise<Listed[]> {
  for (let tries = 0; ; tries++) {
    const documents = await listDocuments(client)
    const waiting = documents.some(({ state }) => state === 'queued' || state === 'reading')
    if (!waiting || tries > 300) return documents
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

async function listDocuments(client: Client): Promise<Listed[]> {
  const all: Listed[] = []
  for (let page = 1, pages = 1; page <= pages; page++) {
    const answer = await client.request<{ documents: Listed[]; pages: number }>(
      'GET',
      `/documents?per_page=100&page=${page}`,
    )
    pages = answer.pages
    all.push(...answer.documents)
  }
  return all
}

async function listFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}
