import type { Paper } from './pdf.writer.ts'
import { writePaper } from './pdf.writer.ts'
import { photograph } from './photo.degradation.ts'
import { scan } from './scan.degradation.ts'

/** A file as someone would upload it. */
export interface SampleDocument {
  filename: string
  contentType: 'application/pdf' | 'image/jpeg'
  /** Text in the file itself, a scan's picture of it, or a photograph. */
  kind: 'text' | 'scan' | 'photo'
  /** Words that stand on it, for searching. */
  words: string[]
  /** Made anew at each call; takes between 10 ms (text) and a second (photo) of one core. */
  bytes(): Promise<Uint8Array>
  /** The same paper as it came from the printer, a PDF with text: the truth to compare a reading with. */
  printed(): Promise<Uint8Array>
}

/** Writing a PDF uses the content up, so that each time needs a new one. */
type PaperMaker = () => Paper

export function textPdf(filename: string, words: string[], paper: PaperMaker): SampleDocument {
  const printed = () => writePaper(paper())
  return { filename, contentType: 'application/pdf', kind: 'text', words, bytes: printed, printed }
}

export function scannedPdf(filename: string, words: string[], paper: PaperMaker): SampleDocument {
  const printed = () => writePaper(paper())
  const bytes = async () => scan(await printed(), filename, paper().printedOn)
  return { filename, contentType: 'application/pdf', kind: 'scan', words, bytes, printed }
}

export function phonePhoto(filename: string, words: string[], paper: PaperMaker): SampleDocument {
  const printed = () => writePaper(paper())
  const bytes = async () => photograph(await printed(), filename, paper().printedOn)
  return { filename, contentType: 'image/jpeg', kind: 'photo', words, bytes, printed }
}
