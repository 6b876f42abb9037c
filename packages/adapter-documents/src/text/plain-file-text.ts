import { readFile } from 'node:fs/promises'
import { encodingOf } from '../type/plain-text.ts'

/** Text of a text file. What turns out not to be Unicode after all is taken as the old Windows encoding. */
export async function readPlainText(path: string): Promise<string> {
  const bytes = await readFile(path)
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
