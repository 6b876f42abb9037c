import type { MachineTools } from '../reading/messages.ts'
import { isDamage } from '../reading/reading-fault.ts'
import type { ReadingLimits } from '../reading/reading-limits.ts'
import { findTools } from '../tools/find-tools.ts'
import type { PdfFile } from './pdf-file.ts'
import { openWithPoppler } from './poppler-file.ts'

const poppler = ['pdfinfo', 'pdftotext', 'pdftoppm', 'pdfimages']

/**
 * Poppler's programs where the machine has them, five times faster and each in a process of its own; else pdf-parse, which also
 * mends some files that poppler gives up.
 */
export async function openPdf(
  path: string,
  limits: ReadingLimits,
  tools: MachineTools,
): Promise<PdfFile> {
  const fast = tools === 'machine' && findTools(poppler)
  const opened = fast ? await openUnlessDamaged(path, limits) : undefined
  if (opened) return opened
  // Large, and mostly not needed beside poppler.
  const { openWithPdfParse } = await import('./pdf-parse-file.ts')
  return openWithPdfParse(path)
}

async function openUnlessDamaged(path: string, limits: ReadingLimits) {
  try {
    return await openWithPoppler(path, limits)
  } catch (error) {
    if (isDamage(error)) return undefined
    throw error
  }
}
