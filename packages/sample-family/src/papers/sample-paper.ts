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
}

export function textPdf(filename: string, words: string[], paper: Paper): SampleDocument {
  return {
    filename,
    contentType: 'application/pdf',
    kind: 'text',
    words,
    bytes: () => writePaper(paper),
  }
}

export function scannedPdf(filename: string, words: string[], paper: Paper): SampleDocument {
  return {
    filename,
    contentType: 'application/pdf',
    kind: 'scan',
    words,
    bytes: async () => scan(await writePaper(paper), filename, paper.printedOn),
  }
}

export function phonePhoto(filename: string, words: string[], paper: Paper): SampleDocument {
  return {
    filename,
    contentType: 'image/jpeg',
    kind: 'photo',
    words,
    bytes: async () => photograph(await writePaper(paper), filename, paper.printedOn),
  }
}
