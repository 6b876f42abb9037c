import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Folder of collected documents beside the repository; most machines do not have it, and tests then skip. */
const samples = findSamples(import.meta.dirname)

export function sampleNames(folder: string): string[] {
  const path = samples && join(samples, folder)
  return path && existsSync(path) ? readdirSync(path).toSorted() : []
}

export function samplePath(path: string): string {
  if (!samples) throw new Error('There are no samples on this machine.')
  return join(samples, path)
}

export function readSample(path: string): Buffer {
  return readFileSync(samplePath(path))
}

function findSamples(from: string): string | undefined {
  const here = join(from, 'shared', 'samples')
  if (existsSync(here)) return here
  return from === dirname(from) ? undefined : findSamples(dirname(from))
}
