import { damaged, locked, noPages } from '../reading/reading-fault.ts'
import type { ReadingLimits } from '../reading/reading-limits.ts'
import { parsePortablePixmap } from '../picture/portable-pixmap.ts'
import { runTool } from '../tools/run-tool.ts'
import type { ToolOutput } from '../tools/run-tool.ts'
import type { PdfFile } from './pdf-file.ts'
import { pictureAreaIn } from './poppler-pictures.ts'
import { wordsIn } from './poppler-words.ts'

interface PageSize {
  width: number
  height: number
}

/** Reads with poppler's programs, one run a page: a page that breaks a program costs nothing but itself. */
export async function openWithPoppler(path: string, limits: ReadingLimits): Promise<PdfFile> {
  const run = (name: string, args: string[], maxOutputBytes: number) =>
    runTool(name, args, { seconds: limits.toolSeconds, maxOutputBytes })
  const pages = (first: number, last = first) => ['-f', `${first}`, '-l', `${last}`]
  const information = await run('pdfinfo', [...pages(1, limits.pdfPages), path], 4_000_000)
  const { pageCount, sizes } = readInformation(information)
  const sizeOf = (page: number) => sizes.get(page) ?? { width: 595, height: 842 }

  return {
    pageCount,
    async readWords(page) {
      const args = ['-tsv', '-cropbox', '-enc', 'UTF-8', ...pages(page), path, '-']
      const { output, succeeded } = await run('pdftotext', args, 64_000_000)
      if (!succeeded) throw damaged()
      return { ...sizeOf(page), words: wordsIn(output.toString('utf8')) }
    },
    async findPictureCover(page) {
      const { output } = await run('pdfimages', ['-list', ...pages(page), path], 4_000_000)
      const { width, height } = sizeOf(page)
      return Math.min(1, pictureAreaIn(output.toString('latin1')) / (width * height))
    },
    async draw(page, longSide) {
      const args = ['-cropbox', '-scale-to', `${longSide}`, ...pages(page), path]
      const { output, succeeded } = await run('pdftoppm', args, 3 * longSide ** 2 + 100)
      if (!succeeded) throw damaged()
      return parsePortablePixmap(output)
    },
  }
}

/** Page sizes in points, as shown: pdfinfo tells the cropped size before turning. */
function readInformation({ output, errors, succeeded }: ToolOutput) {
  if (/password/i.test(errors)) throw locked()
  if (!succeeded) throw damaged()
  const text = output.toString('latin1')
  const pageCount = Number(/^Pages:\s+(\d+)/m.exec(text)?.[1] ?? 0)
  if (pageCount === 0) throw noPages()
  const turned = new Set(matches(text, /^Page\s+(\d+) rot:\s+(?:90|270)\b/gm).map(([page]) => page))
  const sizes = new Map<number, PageSize>()
  for (const [page, width, height] of matches(text, /^Page\s+(\d+) size:\s+([\d.]+) x ([\d.]+)/gm))
    sizes.set(page!, turned.has(page) ? toSize(height, width) : toSize(width, height))
  return { pageCount, sizes }
}

function matches(text: string, pattern: RegExp): number[][] {
  return Array.from(text.matchAll(pattern), (match) => match.slice(1).map(Number))
}

function toSize(width = 0, height = 0): PageSize {
  return { width: Math.max(1, width), height: Math.max(1, height) }
}
