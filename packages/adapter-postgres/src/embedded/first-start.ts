import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTar } from './tar.ts'
import { readTemplate } from './template.ts'

/** Lays out a new database from the template archive. Synchronous: nothing else happens yet, and it is ten times faster. */
export function unpackTemplate(template: string, folder: string): void {
  for (const { path, content } of readTar(readTemplate(template))) {
    const target = join(folder, path)
    if (content) writeFileSync(target, content, { mode: 0o600 })
    else mkdirSync(target, { recursive: true, mode: 0o700 })
  }
}
