import { fileTypeFromBuffer } from 'file-type'
import type { TypeDetector } from '@phrm/core'
import { docxType } from './content-types.ts'
import { isPlainText } from './plain-text.ts'

/** What file-type calls it → under which name PHRM keeps it. */
const kept: Record<string, string> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/apng': 'image/png',
  'image/webp': 'image/webp',
  'image/tiff': 'image/tiff',
  'image/heic': 'image/heic',
  'image/heif': 'image/heic',
  [docxType]: docxType,
}

/**
 * Content type of a file by its first bytes, `undefined` for all that PHRM does not keep: programs, web pages, drawings
 * in SVG, files that are two things at once. The name decides only for text, which has no mark of its own.
 */
export const detectType: TypeDetector['detect'] = async (head, filename) => {
  // A text in UTF-16 looks like an MP3 to file-type: text goes first.
  if (isPlainText(head)) return /\.te?xt$/i.test(filename) ? 'text/plain' : undefined
  if (isPdf(head)) return 'application/pdf'
  const found = await typeByMagicBytes(head)
  if (found === 'application/zip') return hasWordFolder(head, filename) ? docxType : undefined
  return found === undefined ? undefined : kept[found]
}

/** file-type follows a TIFF to its directory, which mostly lies behind the head, and then runs out of bytes. */
async function typeByMagicBytes(head: Uint8Array): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  return (
    found?.mime ??
    (/^(?:II\*\0|MM\0\*)/.test(latin(head.subarray(0, 4))) ? 'image/tiff' : undefined)
  )
}

/** Nothing but white space may stand before the mark: a web page with a PDF behind it is not a PDF. */
function isPdf(head: Uint8Array): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?[\s\0]{0,16}%PDF-\d\.\d/.test(latin(head.subarray(0, 40)))
}

/** Some writers put the parts that tell a Word document late; then its folder and the name have to do. */
function hasWordFolder(head: Uint8Array, filename: string): boolean {
  return /\.docx$/i.test(filename) && latin(head).includes('word/')
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
