import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PDFParse } from 'pdf-parse'
import sharp from 'sharp'
import { toRawPicture } from '../picture/raw-picture.ts'
import type { RawPicture } from '../picture/raw-picture.ts'
import { asFault, damaged, locked, noPages } from '../reading/reading-fault.ts'
import type { PlacedPage } from '../text/placed-word.ts'
import type { PdfFile } from './pdf-file.ts'
import { coverOf } from './pdfjs-pictures.ts'
import type { PdfjsDocument } from './pdfjs-types.ts'
import { wordsOf } from './pdfjs-words.ts'

/** Reads with pdf-parse, which keeps this whole process busy: the limits of the process are its only ones. */
export async function openWithPdfParse(path: string): Promise<PdfFile> {
  const parser = new PDFParse({ data: new Uint8Array(await readFile(path)), ...parserOptions() })
  const document = await load(parser)
  if (document.numPages === 0) throw noPages()

  async function readWords(number: number): Promise<PlacedPage> {
    const page = await document.getPage(number)
    const viewport = page.getViewport({ scale: 1 })
    const words = wordsOf(await page.getTextContent({ includeMarkedContent: false }), viewport)
    return { width: viewport.width, height: viewport.height, words }
  }

  async function findPictureCover(number: number): Promise<number> {
    const page = await document.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    return coverOf(await page.getOperatorList(), width * height)
  }

  async function draw(number: number, longSide: number): Promise<RawPicture> {
    const page = await document.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    const desiredWidth = Math.max(1, Math.round((longSide * width) / Math.max(width, height)))
    const options = { partial: [number], desiredWidth, imageBuffer: true, imageDataUrl: false }
    const { pages } = await parser.getScreenshot(options)
    return toRawPicture(sharp(pages[0]!.data).flatten({ background: '#fff' }))
  }

  return {
    pageCount: document.numPages,
    readWords: orFault(readWords),
    findPictureCover: orFault(findPictureCover),
    draw: orFault(draw),
  }
}

/** pdf.js throws errors of many kinds at pages that are not what they should be. */
function orFault<A extends unknown[], R>(work: (...args: A) => Promise<R>) {
  return (...args: A): Promise<R> =>
    work(...args).catch((error: unknown) => {
      throw asFault(error)
    })
}

/** Everything that pdf.js may need while it draws lies in its package; it fetches nothing. */
function parserOptions() {
  const ofPdfParse = createRequire(import.meta.resolve('pdf-parse'))
  const folder = dirname(ofPdfParse.resolve('pdfjs-dist/package.json'))
  const inPackage = (name: string) => `${pathToFileURL(join(folder, name)).pathname}/`
  return {
    verbosity: 0,
    isEvalSupported: false,
    maxImageSize: 60_000_000,
    standardFontDataUrl: inPackage('standard_fonts'),
    cMapUrl: inPackage('cmaps'),
    wasmUrl: inPackage('wasm'),
  }
}

/** pdf-parse opens the file on its first question; its own door to the document is marked private. */
async function load(parser: PDFParse): Promise<PdfjsDocument> {
  try {
    return await (parser as unknown as { load(): Promise<PdfjsDocument> }).load()
  } catch (error) {
    throw (error as Error).name === 'PasswordException' ? locked() : damaged()
  }
}
