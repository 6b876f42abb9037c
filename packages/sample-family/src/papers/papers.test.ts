import { PDFParse } from 'pdf-parse'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { photographedPrescription, scannedLabReport, textLabReport } from '../sample-documents.ts'
import { createSampleFamily } from '../sample-family.ts'
import { createVisits } from '../visits/visits.ts'
import type { SamplePaper } from './papers.ts'

const today = '2026-11-24'
const family = createSampleFamily({ today })
const made = new Map<SamplePaper, Uint8Array>()
const printed = new Map<SamplePaper, string>()

beforeAll(async () => {
  for (const paper of family.papers) {
    made.set(paper, await paper.bytes())
    printed.set(paper, inOneLine(await textOf(await paper.printed())))
  }
}, 120_000)

const ofKind = (kind: SamplePaper['kind']) => family.papers.filter((paper) => paper.kind === kind)

describe('the papers', () => {
  it('are of all three kinds and small', () => {
    expect(family.papers.length).toBeGreaterThanOrEqual(12)
    expect(ofKind('text').length).toBeGreaterThanOrEqual(8)
    expect(ofKind('scan').length).toBeGreaterThanOrEqual(2)
    expect(ofKind('photo').length).toBeGreaterThanOrEqual(2)
    for (const [{ filename }, bytes] of made) {
      expect(bytes.length, filename).toBeGreaterThan(5_000)
      expect(bytes.length, filename).toBeLessThan(600 * 1024)
    }
  })

  it('have a text layer, if they are of text', async () => {
    for (const paper of ofKind('text')) {
      expect(inOneLine(await textOf(made.get(paper)!)), paper.filename).toBe(printed.get(paper))
    }
  })

  it('bear their words and the mark of a sample', () => {
    for (const paper of family.papers) {
      for (const word of paper.words) expect(printed.get(paper), paper.filename).toContain(word)
      expect(printed.get(paper), paper.filename).toContain('Synthetic sample')
    }
  })

  it('have no text at all, if they are scanned', async () => {
    for (const paper of ofKind('scan')) {
      const pages = await textOf(made.get(paper)!)
      expect(pages.join('').trim(), paper.filename).toBe('')
    }
    expect(await pageCounts(ofKind('scan'))).toEqual([1, 1, 2])
  })

  it('lie on their side and say so, if they are photographed', async () => {
    for (const paper of ofKind('photo')) {
      const { format, width, height, orientation } = await sharp(made.get(paper)).metadata()
      expect({ format, orientation }).toEqual({ format: 'jpeg', orientation: 6 })
      expect(width).toBeGreaterThan(height)
      const upright = await sharp(made.get(paper))
        .autoOrient()
        .toBuffer({ resolveWithObject: true })
      expect(upright.info.height).toBeGreaterThan(upright.info.width)
    }
  })

  it('have one of three pages among them', async () => {
    const letter = family.papers.filter(({ filename }) => filename.startsWith('discharge-letter'))
    expect(await pageCounts(letter)).toEqual([3])
  })

  it('say of a person what the record says', () => {
    const visits = new Map(createVisits(today).map((visit) => [visit.key, visit]))
    const names = new Map(family.members.map(({ key, input }) => [key, input.name]))
    for (const paper of family.papers) {
      const visit = visits.get(paper.recordKey)!
      expect(printed.get(paper), paper.filename).toContain(names.get(visit.person))
      // The photographs show prescriptions and a card, no results.
      const results = paper.kind === 'photo' ? [] : (visit.results ?? [])
      for (const { test, value, flag, unit } of results) {
        const line = [test, value, flag, unit].filter(Boolean).join(' ')
        expect(printed.get(paper), paper.filename).toContain(line)
      }
    }
  })

  it('prescribe what the record prescribes', () => {
    const prescriptions = [...printed].filter(([, text]) => text.includes('PRESCRIPTION'))
    expect(prescriptions).toHaveLength(2)
    for (const [paper, text] of prescriptions) {
      const lines = recordOf(paper).prescription!.split('\n')
      for (const line of lines) expect(text).toContain(line.replace(',', ''))
    }
  })

  it('list the vaccinations of the records, and all of them', () => {
    const cards = [...printed].filter(([, text]) => text.includes('Vaccination card'))
    expect(cards).toHaveLength(2)
    for (const [paper, text] of cards) {
      const owner = family.records.find(({ key }) => key === paper.recordKey)!.memberKey
      const given = family.records
        .filter(({ memberKey }) => memberKey === owner)
        .flatMap(({ input }) => input.prescription?.match(/S[IL]-\d\d[A-C]/g) ?? [])
      expect(given.length).toBeGreaterThan(10)
      expect(text.match(/S[IL]-\d\d[A-C]/g)).toEqual(given)
    }
  })

  it('are the same each time, to the byte', async () => {
    for (const kind of ['text', 'scan', 'photo'] as const) {
      const [paper] = ofKind(kind)
      const again = createSampleFamily({ today }).papers.find(
        ({ recordKey, filename }) => recordKey === paper?.recordKey && filename === paper.filename,
      )
      expect(Buffer.compare(made.get(paper!)!, await again!.bytes()), kind).toBe(0)
    }
  })
})

describe('single documents for tests', () => {
  it('print the values that they are given', async () => {
    const report = textLabReport({
      patient: { name: 'Otto Zwölfer', dateOfBirth: '1980-02-29' },
      results: [
        {
          test: 'Cystatin C',
          value: '0.91',
          unit: 'mg/L',
          range: '0.61 - 0.95',
          flag: '',
          group: 'Kidney',
        },
      ],
    })
    const text = (await textOf(await report.bytes())).join('\n')
    expect(report.words).toContain('Cystatin')
    expect(text).toContain('Otto Zwölfer')
    expect(text).toContain('29 February 1980')
    expect(text.replace(/\s+/g, ' ')).toContain('Cystatin C 0.91 mg/L 0.61 - 0.95')
  })

  it('come as picture without text when scanned or photographed', async () => {
    expect((await textOf(await scannedLabReport().bytes())).join('').trim()).toBe('')
    const photo = photographedPrescription({
      medicines: ['Levothyroxine 50 micrograms, one daily'],
    })
    expect(photo.words).toEqual(['PRESCRIPTION', 'Samplewood', 'Levothyroxine'])
    expect((await sharp(await photo.bytes()).metadata()).orientation).toBe(6)
  })
})

async function textOf(pdf: Uint8Array): Promise<string[]> {
  const parser = new PDFParse({ data: pdf.slice(), verbosity: 0 })
  try {
    return (await parser.getText({ pageJoiner: '' })).pages.map(({ text }) => text)
  } finally {
    await parser.destroy()
  }
}

const inOneLine = (pages: string[]) => pages.join('\n').replace(/\s+/g, ' ')

function recordOf({ recordKey }: SamplePaper) {
  return family.records.find(({ key }) => key === recordKey)!.input
}

function pageCounts(papers: SamplePaper[]): Promise<number[]> {
  return Promise.all(papers.map(async (paper) => (await textOf(made.get(paper)!)).length))
}
