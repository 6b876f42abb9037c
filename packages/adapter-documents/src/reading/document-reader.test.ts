import sharp from 'sharp'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { docx, table } from '../../testing/docx.ts'
import { jpegObject, pdf, scannedPage, textAt, textPage } from '../../testing/pdf.ts'
import { brightnessAt, drawPage } from '../../testing/pictures.ts'
import { long, openWorkbench, runningChildren } from '../../testing/reading.ts'
import { docxType } from '../type/content-types.ts'

// Recognition takes seconds a page, and more on a busy machine.
vi.setConfig({ testTimeout: 120_000 })
const workbench = openWorkbench()
const { file, read } = workbench
afterAll(workbench.close)
afterEach(() => expect(runningChildren()).toEqual([]))

const labReport = textPage([
  'St. Brigid Hospital Pathology Department',
  'Patient: Samuel Okafor   Date: 2026-08-03',
  [
    [72, 'Test'],
    [260, 'Result'],
    [400, 'Reference'],
  ],
  [
    [72, 'Hemoglobin'],
    [260, '13.5'],
    [400, '12.0-16.0'],
  ],
  [
    [72, 'Creatinine'],
    [260, '0.94'],
    [400, '0.50-1.10'],
  ],
  'Comment: within the usual range for an adult, no further action needed.',
  'The next appointment is planned in six months at the same clinic.',
  'Please bring this report and the list of your medicines with you.',
])
const labRows = ['Hemoglobin  13.5  12.0-16.0', 'Creatinine  0.94  0.50-1.10']
const blank = { content: '' }

describe.each(['machine', 'none'] as const)('a PDF with text (tools: %s)', (tools) => {
  it('gives text with whole table rows, words in their places, pictures, and progress', async () => {
    const { state, reason, pageCount, pages, pictures, stages } = await read(
      pdf([labReport, blank]),
      'application/pdf',
      { tools },
    )
    expect({ state, reason, pageCount }).toEqual({ state: 'done', reason: undefined, pageCount: 2 })
    const [first, second] = pages
    expect(first).toMatchObject({ number: 1, source: 'text-layer' })
    expect(first!.text).toContain(labRows.join('\n'))
    expect(second).toEqual({ number: 2, source: 'text-layer', text: '', words: [] })
    const [left, top, width, height] = first!.words.find(({ text }) => text === '13.5')!.box
    expect(left).toBeCloseTo(260 / 612, 2)
    expect(top + height / 2).toBeCloseTo((792 - 720 + 3 * 18 - 4) / 792, 2)
    expect(width).toBeCloseTo(23.4 / 612, 2)
    expect([...pictures.keys()]).toEqual([1, 2])
    const picture = await sharp(pictures.get(1)).metadata()
    expect(picture).toMatchObject({ format: 'jpeg' })
    expect(picture.width).toBeLessThanOrEqual(1600)
    expect(stages[0]).toBe('opening 0/1')
    expect(stages.at(-1)).toBe('reading 2/2')
  })

  it.each([
    '/Rotate 90',
    '/Rotate 270',
    '/CropBox[50 500 500 760]',
    '/CropBox[50 500 500 760]/Rotate 180',
  ])('puts boxes on the words of a page with %s', async (keys) => {
    const page = {
      ...textPage([
        [
          [150, 'Hemoglobin'],
          [300, '13.5'],
        ],
      ]),
      keys,
    }
    const { pages, pictures } = await read(pdf([page]), 'application/pdf', { tools })
    expect(pages[0]!.words.map(({ text }) => text).sort()).toEqual(['13.5', 'Hemoglobin'])
    for (const { box } of pages[0]!.words)
      expect(await brightnessAt(pictures.get(1)!, box)).toBeLessThan(225)
    expect(await brightnessAt(pictures.get(1)!, [0, 0, 1, 1])).toBeGreaterThan(245)
  })

  it('recognises pages that are pictures, and leaves the others as they are', async () => {
    const scan = await sharp(await drawPage(labReport, file))
      .toColourspace('b-w')
      .jpeg()
      .toBuffer()
    const scans = [scannedPage(1000), scannedPage(1000, textAt(500, 20, 'Page 3 of 4'))]
    const document = pdf([labReport, ...scans, blank], [jpegObject(scan, 1700, 2200)])
    const { state, pages, pictures, stages } = await read(document, 'application/pdf', { tools })
    expect(state).toBe('done')
    expect(pages.map(({ source }) => source)).toEqual(['text-layer', 'ocr', 'ocr', 'text-layer'])
    for (const page of pages.slice(1, 3)) {
      expect(page.text).toContain(labRows.join('\n'))
      expect(page.confidence).toBeGreaterThan(80)
    }
    expect([...pictures.keys()].sort()).toEqual([1, 2, 3, 4])
    expect(stages.at(-1)).toBe('recognising 2/2')
  })

  it.runIf(tools === 'machine')(
    'leaves out what goes beyond the number of pages, and says so',
    async () => {
      const scan = await sharp(await drawPage(labReport, file))
        .toColourspace('b-w')
        .jpeg()
        .toBuffer()
      const document = pdf(
        [scannedPage(1000), scannedPage(1000), labReport],
        [jpegObject(scan, 1700, 2200)],
      )
      const limits = { tools, pdfPages: 2, recognisedPages: 1 }
      const { state, reason, pageCount, pages } = await read(document, 'application/pdf', limits)
      expect(state).toBe('needs_attention')
      expect(reason).toContain('Only the first 2 of 3 pages were read.')
      expect(reason).toContain('on the first 1 scanned pages only')
      expect(pageCount).toBe(3)
      expect(pages.map(({ source }) => source)).toEqual(['ocr', 'text-layer'])
    },
  )

  it('says that there is no text on blank pages', async () => {
    const { state, reason, pages } = await read(pdf([blank]), 'application/pdf', { tools })
    expect({ state, reason }).toEqual({
      state: 'needs_attention',
      reason: 'No text was found in this document.',
    })
    expect(pages).toHaveLength(1)
  })
})

describe('a picture', () => {
  it.each(long ? [0, 90, 180, 270] : [90])(
    'turned by %i° is turned back, and boxes lie on the words',
    async (turn) => {
      const picture = sharp(await drawPage(labReport, file)).rotate(turn)
      const { state, pages, pictures } = await read(await picture.jpeg().toBuffer(), 'image/jpeg')
      expect(state).toBe('done')
      expect(pages[0]!.text).toContain(labRows.join('\n'))
      const shown = await sharp(pictures.get(1)).metadata()
      expect(shown.width / shown.height).toBeCloseTo(612 / 792, 2)
      const [left, top, width, height] = pages[0]!.words.find(({ text }) => text === '13.5')!.box
      expect(left).toBeCloseTo(260 / 612, 2)
      expect(width).toBeCloseTo(23.4 / 612, 2)
      expect(top + height / 2).toBeCloseTo((792 - 720 + 3 * 18 - 4) / 792, 2)
    },
  )

  it.each(long ? [-5, 3] : [-5])(
    'with lines at %i° is read row by row, and boxes lie on the words',
    async (angle) => {
      const straight = await drawPage(labReport, file)
      const skewed = sharp(straight).rotate(angle, { background: '#fff' })
      const { data, info } = await skewed.png().toBuffer({ resolveWithObject: true })
      const { pages, pictures } = await read(data, 'image/png')
      expect(pages[0]!.text).toContain(labRows.join('\n'))
      const word = pages[0]!.words.find(({ text }) => text === 'Creatinine')!
      const [left, top, width, height] = word.box
      const middle = turned({ x: 72 + 28, y: 72 + 4 * 18 - 4 }, angle)
      const [drawnWidth, drawnHeight] = [(info.width / 1700) * 612, (info.height / 2200) * 792]
      expect(left + width / 2).toBeCloseTo(0.5 + middle.x / drawnWidth, 2)
      expect(top + height / 2).toBeCloseTo(0.5 + middle.y / drawnHeight, 2)
      expect(await brightnessAt(pictures.get(1)!, word.box)).toBeLessThan(235)
    },
  )

  /** Where a point of the page comes to lie, from its middle, when it is turned clockwise. */
  function turned({ x, y }: { x: number; y: number }, angle: number) {
    const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)]
    const [across, down] = [x - 306, y - 396]
    return { x: across * cos - down * sin, y: across * sin + down * cos }
  }

  it.runIf(long)('obeys the camera, and passes nothing on of what it noted', async () => {
    const sideways = sharp(await drawPage(labReport, file)).rotate(90)
    const photo = sideways.jpeg().withExif({ IFD0: { Orientation: '8', Make: 'Phone' } })
    const { pages, pictures } = await read(await photo.toBuffer(), 'image/jpeg')
    expect(pages[0]!.text).toContain(labRows[0])
    const shown = await sharp(pictures.get(1)).metadata()
    expect(shown.height).toBeGreaterThan(shown.width)
    expect(shown.exif).toBeUndefined()
  })

  it('small or with shadows is read as well', async () => {
    const page = sharp(await drawPage(labReport, file, 1100))
    const shadow = Buffer.from(
      '<svg width="850" height="1100"><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/>' +
        '<stop offset="1" stop-color="#444"/></linearGradient></defs><rect width="850" height="1100" fill="url(#g)"/></svg>',
    )
    const photo = page.composite([{ input: shadow, blend: 'multiply' }]).jpeg({ quality: 70 })
    const { pages } = await read(await photo.toBuffer(), 'image/jpeg')
    for (const row of labRows) expect(pages[0]!.text).toContain(row)
  })

  it.runIf(long)('of several pages is read page by page', async () => {
    const page = await drawPage(labReport, file, 1600)
    const pages = [page, await drawPage(textPage(['The second page of the fax']), file, 1600)]
    const tiff = await sharp(pages, { join: { animated: true } })
      .tiff()
      .toBuffer()
    const result = await read(tiff, 'image/tiff')
    expect(result.pageCount).toBe(2)
    expect(result.pages.map(({ number }) => number)).toEqual([1, 2])
    expect(result.pages[1]!.text).toContain('The second page')
    expect(result.pictures.size).toBe(2)
  })
})

describe('a text', () => {
  it('is read in any encoding', async () => {
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('Hämoglobin 13,5', 'utf16le'),
    ])
    const latin = Buffer.from('Hämoglobin 13,5', 'latin1')
    for (const content of ['Hämoglobin 13,5', utf16, latin]) {
      const { state, pages } = await read(content, 'text/plain')
      expect(state).toBe('done')
      expect(pages).toEqual([
        { number: 1, text: 'Hämoglobin 13,5', source: 'text-layer', words: [] },
      ])
    }
  })

  it('out of Word keeps its tables and its letterhead', async () => {
    const letter = docx('', {
      body: table([
        ['Hemoglobin', '13.5'],
        ['Creatinine', '0.94'],
      ]),
      parts: {
        'word/header1.xml':
          '<w:hdr><w:p><w:r><w:t>Harbor Street Practice</w:t></w:r></w:p></w:hdr>',
      },
    })
    const { state, pages } = await read(letter, docxType)
    expect(state).toBe('done')
    expect(pages[0]!.text).toBe('Harbor Street Practice\n\nHemoglobin  13.5\nCreatinine  0.94')
  })

  it('that is longer than a page is cut into pages', async () => {
    const { pageCount, pages } = await read('A line of a long history.\n'.repeat(500), 'text/plain')
    expect(pageCount).toBe(5)
    expect(pages).toHaveLength(5)
  })

  it('that is too long is kept in part', async () => {
    const text = 'A line of a long history.\n'.repeat(500)
    const { state, reason, pages } = await read(text, 'text/plain', { documentTextBytes: 7000 })
    expect(state).toBe('needs_attention')
    expect(reason).toContain('more text than PHRM reads')
    expect(pages).toHaveLength(2)
  })
})
