import type { MachineTools } from '../reading/messages.ts'
import type { ReadingLimits } from '../reading/reading-limits.ts'
import { findTools } from '../tools/find-tools.ts'
import type { PdfFile } from './pdf-file.ts'
import { openWithPoppler } from './poppler-file.ts'

const poppler = ['pdfinfo', 'pdftotext', 'pdftoppm', 'pdfimages']

/** Poppler's programs where the machine has them, five times faster and each in a process of its own; else pdf-parse. */
export async function openPdf(
  path: string,
  limits: ReadingLimits,
  tools: MachineTools,
): Promise<PdfFile> {
  if (tools === 'machine' && findTools(poppler)) return openWithPoppler(path, limits)
  // Large, and not needed beside poppler.
  const { openWithPdfParse } = await import('./pdf-parse-file.ts')
  return openWithPdfParse(path)
}
