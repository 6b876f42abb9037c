import { describe, expect, it } from 'vitest'
import { cleanText } from './clean-text.ts'
import { rowsInReadingOrder } from './columns.ts'
import { toDocumentPage } from './document-page.ts'
import { limitText } from './limit-text.ts'
import type { PlacedWord } from './placed-word.ts'
import { toTextPages } from './text-pages.ts'
import { textOfWordXml } from './word-xml.ts'
import { paragraph, table } from '../../testing/docx.ts'

/** Words of a line in letters ten wide and twelve high. */
function line(left: number, top: number, text: string): PlacedWord[] {
  let edge = left
  return text.split(' ').map((word) => {
    const placed = { text: word, left: edge, top, width: word.length * 10, height: 12 }
    edge += placed.width + 5
    return placed
  })
}

const page = (words: PlacedWord[]) => ({ width: 1000, height: 1000, words })

describe('cleanText', () => {
  it('unifies forms and drops what cannot be stored', () => {
    expect(cleanText('ﬁbro\u00adsis\0\x1b \ud800x\r\ny\tz')).toBe('fibrosis x\ny\tz')
    expect(cleanText('😀')).toBe('😀')
  })

  it('keeps what numbers mean', () => {
    expect(cleanText('10⁹/L, 2½ tablets, ½ tablet, m², 10⁻³')).toBe(
      '10^9/L, 2 1/2 tablets, 1/2 tablet, m^2, 10^-3',
    )
  })
})

describe('toDocumentPage', () => {
  it('keeps a table row on one line, whatever the order of its words', () => {
    const words = [
      ...line(50, 100, 'White cells'),
      ...line(50, 120, 'Hemoglobin'),
      ...line(500, 101, '6.8'),
      ...line(500, 119, '13.5'),
      ...line(700, 99, '4.0 - 11.0'),
    ]
    expect(toDocumentPage(1, 'text-layer', page(words.toReversed()), 1000).text).toBe(
      'White cells  6.8  4.0 - 11.0\nHemoglobin  13.5',
    )
  })

  it('follows lines that sink to the right', () => {
    const words = [0, 200, 400, 600, 800].flatMap((left, index) => [
      { text: `a${index}`, left, top: 100 + left * 0.05, width: 20, height: 12 },
      { text: `b${index}`, left, top: 118 + left * 0.05, width: 20, height: 12 },
    ])
    const { text } = toDocumentPage(1, 'ocr', { ...page(words), slope: 0.05 }, 1000)
    expect(text).toBe('a0  a1  a2  a3  a4\nb0  b1  b2  b3  b4')
  })

  it('gives boxes as shares, leaves out what lies beside the page, cuts what is too long', () => {
    const words = [
      ...line(100, 200, 'seen'),
      ...line(1500, 200, 'hidden'),
      ...line(980, 300, 'edge'),
    ]
    const read = toDocumentPage(3, 'text-layer', page(words), 4)
    expect(read.words).toEqual([
      { text: 'seen', box: [0.1, 0.2, 0.04, 0.012] },
      { text: 'edge', box: [0.98, 0.3, 0.02, 0.012] },
    ])
    expect(read.text).toBe('seen')
    expect(toDocumentPage(3, 'text-layer', page(line(0, 0, 'abcdef ghi')), 8).text).toBe('abcdef g')
  })

  it('reports the mean confidence of recognised words', () => {
    const words = line(0, 0, 'one two').map((word, index) => ({
      ...word,
      confidence: 80 + index * 11,
    }))
    const read = toDocumentPage(1, 'ocr', page(words), 100)
    expect(read.confidence).toBe(86)
    expect(read.words[1]).toMatchObject({ text: 'two', confidence: 91 })
  })
})

describe('rowsInReadingOrder', () => {
  const prose = (left: number, name: string) =>
    Array.from({ length: 12 }, (_, index) =>
      line(left, 200 + index * 20, `${name}${index} was seen in the old ward today ok`),
    ).flat()

  it('reads prose in two columns one after the other, and what is around it across', () => {
    const words = [
      ...line(60, 100, 'Discharge letter of the clinic for internal medicine and more words here'),
      ...prose(50, 'l'),
      ...prose(400, 'r'),
      ...line(50, 900, 'A last line that runs across the page from side to side of the paper'),
    ]
    const starts = rowsInReadingOrder(page(words)).map((row) => row[0]?.text)
    const inOrder = (name: string) => Array.from({ length: 12 }, (_, index) => `${name}${index}`)
    expect(starts).toEqual(['Discharge', ...inOrder('l'), ...inOrder('r'), 'A'])
  })

  it('never splits a table', () => {
    const words = Array.from({ length: 20 }, (_, index) => [
      ...line(50, 100 + index * 20, 'Mean corpuscular volume'),
      ...line(400, 100 + index * 20, `9${index % 10} fL`),
      ...line(600, 100 + index * 20, 'between 80 and 100 fL'),
    ]).flat()
    const rows = rowsInReadingOrder(page(words))
    expect(rows).toHaveLength(20)
    expect(rows.every((row) => row.length === 10)).toBe(true)
  })
})

describe('toTextPages', () => {
  it('cuts at paragraphs and loses nothing', () => {
    const text = Array.from({ length: 300 }, (_, index) => `Paragraph ${index} of a letter.`).join(
      '\n\n',
    )
    const pages = toTextPages(text)
    expect(pages.map(({ text }) => text).join('\n\n')).toBe(text)
    expect(pages.every(({ text }) => text.length <= 3000)).toBe(true)
    expect(pages.map(({ number }) => number)).toEqual([1, 2, 3])
  })

  it('cuts a text without any space, but no character in two', () => {
    const pages = toTextPages(`x${'😀'.repeat(2000)}`)
    expect(pages).toHaveLength(2)
    expect(pages.every(({ text }) => text.isWellFormed())).toBe(true)
  })

  it('has one empty page for an empty text', () => {
    expect(toTextPages(' \n ')).toEqual([{ number: 1, text: '', source: 'text-layer', words: [] }])
  })
})

describe('limitText', () => {
  it('never cuts a character in two', () => {
    expect(limitText('aé😀', 7)).toBe('aé😀')
    expect(limitText('aé😀', 6)).toBe('aé')
    expect(limitText('aé😀', 2)).toBe('a')
  })
})

describe('textOfWordXml', () => {
  it('keeps table rows on one line, decodes entities once, skips what was deleted', () => {
    const xml =
      paragraph('WBC &lt; 5 &amp;amp; &#956;g') +
      table([
        ['Hemoglobin', '13.5', 'g/dL'],
        ['WBC', '', '10'],
      ]) +
      '<w:p><w:r><w:delText>gone</w:delText></w:r><w:r><w:t>kept</w:t><w:br/><w:t/></w:r></w:p>' +
      '<mc:Fallback><w:p><w:r><w:t>twice</w:t></w:r></w:p></mc:Fallback>'
    expect(textOfWordXml(xml)).toBe('WBC < 5 &amp; μg\nHemoglobin  13.5  g/dL\nWBC  10\nkept')
  })
})
