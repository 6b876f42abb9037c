import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readTar } from './tar.ts'
import { readTemplate } from './template.ts'

/** Lays out a new database from the template archive. */
export async function unpackTemplate(template: string, folder: string): Promise<void> {
  for (const { path, content } of readTar(readTemplate(template))) {
    const target = join(folder, path)
    if (content) await writeFile(target, content, { mode: 0o600 })
    else await mkdir(target, { recursive: true, mode: 0o700 })
  }
}
