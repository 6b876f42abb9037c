import { describe, expect, it } from 'vitest'
import { characterErrorRate, unify } from '../../testing/character-errors.ts'
import { brightnessAt } from '../../testing/pictures.ts'
import { long, readPath, runningChildren } from '../../testing/reading.ts'
import { readSample, sampleNames, samplePath } from '../../testing/samples.ts'
import { detectType } from '../type/detect-type.ts'

const thorough = long && sampleNames('rendered').length > 0
const tools = ['machine', 'none'] as const

async function readFile(path: string, options: Parameters<typeof readPath>[2] = {}) {
  const type = await detectType(readSample(path).subarray(0, 4100), path)
  return readPath(samplePath(path), type!, options)
}

describe.runIf(thorough)('collected scans and photos', () => {
  const names = sampleNames('rendered/img')
  const conditions = [...new Set(names.map((name) => name.split('.')[1]!))]
  const labRows = JSON.parse(readSample('rendered/rows.json').toString()) as Record<
    string,
    string[][]
  >

  it.each(conditions)(
    '%s: hardly a character is wrong',
    async (condition) => {
      const rates: Record<string, { errors: number; rows: string; seconds: number }> = {}
      for (const name of names.filter((one) => one.split('.')[1] === condition)) {
        const document = name.split('.')[0]!
        const started = performance.now()
        const { pages } = await readFile(`rendered/img/${name}`)
        const text = pages[0]!.text
        const errors = characterErrorRate(
          readSample(`rendered/truth/${document}.txt`).toString(),
          text,
        )
        const seconds = (performance.now() - started) / 1000
        rates[name] = { errors, rows: wholeRows(text, labRows[document]), seconds }
      }
      console.table(rates)
      const all = Object.values(rates).map(({ errors }) => errors)
      expect(all.reduce((sum, one) => sum + one, 0) / all.length).toBeLessThan(1)
      expect(Math.max(...all)).toBeLessThan(2.5)
    },
    600_000,
  )

  /** How many rows of a lab report have name, value and range on one line. */
  function wholeRows(text: string, rows: string[][] = []): string {
    const lines = text.split('\n').map(unify)
    const isWhole = ([name, value, , range]: string[]) =>
      lines.some((line) => [name, value, range].every((part) => line.includes(part!)))
    return rows.length === 0 ? '' : `${rows.filter(isWhole).length}/${rows.length}`
  }
})

describe.runIf(thorough).each(tools)('collected PDFs (tools: %s)', (tools) => {
  it.each(sampleNames('rendered/pdf'))('%s gives its text', async (name) => {
    const { state, pages, pictures } = await readFile(`rendered/pdf/${name}`, { tools })
    expect(state).toBe('done')
    const truth = readSample(`rendered/truth/${name.replace('.pdf', '.txt')}`).toString()
    expect(characterErrorRate(truth, pages.map(({ text }) => text).join('\n'))).toBeLessThan(0.1)
    const { box } = pages[0]!.words[10]!
    expect(await brightnessAt(pictures.get(1)!, box)).toBeLessThan(235)
  })

  it('a mixed one: text, scans, a scan with a watermark, a blank page', async () => {
    const { state, pages, pictures } = await readFile('rendered/mixed8.pdf', { tools })
    expect(state).toBe('done')
    const recognised = pages.filter(({ source }) => source === 'ocr').map(({ number }) => number)
    expect(recognised).toEqual([4, 5, 6, 7])
    expect(pages.filter(({ text }) => text === '')).toHaveLength(1)
    expect(pictures.size).toBe(8)
  }, 300_000)

  it('ten scanned pages', async () => {
    const { state, pages } = await readFile('rendered/scan10.pdf', { tools })
    expect(state).toBe('done')
    expect(pages.every(({ source, text }) => source === 'ocr' && text.length > 300)).toBe(true)
  }, 300_000)

  it('prose in two columns is read in order', async () => {
    const book = 'books/openstax-ap2e-ch1-3-two-column-hyphenated'
    const { pages } = await readFile(`${book}.pdf`, { tools })
    const read = pages
      .map(({ text }) => text)
      .join('\n')
      .replace(/(\w)[-‐]\n(\w)/g, '$1$2')
    const found = shingles(read)
    const truth = [...shingles(readSample(`${book}.truth.txt`).toString())]
    expect(truth.filter((one) => found.has(one)).length / truth.length).toBeGreaterThan(0.93)
  }, 300_000)

  function shingles(text: string): Set<string> {
    const words =
      unify(text)
        .toLowerCase()
        .match(/[a-z0-9]+/g) ?? []
    return new Set(words.map((_, index) => words.slice(index, index + 8).join(' ')))
  }
})

describe.runIf(thorough)('collected uploads', () => {
  it.each(['a.heic', 'a.webp', 'multi.tif', 'a.docx', 'utf16.txt', 'gps.jpg'])(
    '%s',
    async (name) => {
      const { state, pages } = await readFile(`uploads/${name}`)
      expect(['done', 'needs_attention']).toContain(state)
      expect(pages.length).toBe(name === 'multi.tif' ? 3 : 1)
    },
    120_000,
  )

  it('bomb.docx is refused', async () => {
    expect((await readFile('uploads/bomb.docx')).reason).toContain('too large when it is unpacked')
  })
})

describe.runIf(thorough).each(tools)('collected hostile PDFs (tools: %s)', (tools) => {
  const names = sampleNames('malicious').filter((name) => name.endsWith('.pdf'))

  it.each(names)(
    '%s ends in a clear state',
    async (name) => {
      const limits = {
        tools,
        seconds: 20,
        secondsPerPage: 0,
        secondsPerRecognisedPage: 2,
        toolSeconds: 8,
      }
      const { state, reason, pages } = await readPath(
        samplePath(`malicious/${name}`),
        'application/pdf',
        limits,
      )
      console.log(name, tools, state, reason ?? '', pages.length)
      if (state !== 'done') expect(reason).toMatch(/^[A-Z].*\.$/)
      expect(runningChildren()).toEqual([])
    },
    60_000,
  )
})
