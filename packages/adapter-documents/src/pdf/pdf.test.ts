import { describe, expect, it } from 'vitest'
import { needsRecognition } from './needs-recognition.ts'
import { coverOf } from './pdfjs-pictures.ts'
import { pictureAreaIn } from './poppler-pictures.ts'
import { wordsIn } from './poppler-words.ts'

describe('needsRecognition', () => {
  const page = (text: string) => ({
    width: 600,
    height: 800,
    words: [{ text, left: 0, top: 0, width: 1, height: 1 }],
  })
  const needs = (text: string, cover: number) => needsRecognition(page(text), async () => cover)

  it.each([
    ['a scan', '', 1, true],
    ['a blank page', '', 0, false],
    ['a logo beside little text', 'x'.repeat(40), 0.04, false],
    ['a scan with a page number', 'x'.repeat(40), 0.06, true],
    ['a scan with a stamp', 'x'.repeat(199), 0.6, true],
    ['a letter with a photo', 'x'.repeat(199), 0.4, false],
    ['text on a background picture', 'x'.repeat(200), 1, false],
    ['letters that mean nothing', '\ue000\ue001\ufffd'.repeat(100), 0, true],
    ['a few that mean nothing', `${'x'.repeat(200)}\ue000`, 0, false],
  ])('%s', async (_, text, cover, expected) => {
    expect(await needs(text, cover)).toBe(expected)
  })
})

describe('what poppler writes', () => {
  it('pictures: area from pixels and resolution, masks left out', () => {
    const table = [
      'page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio',
      '---',
      '   4     0 image    1654  2341  rgb     3   8  jpeg   no        43  0   200   200  268K 2.4%',
      '   4     1 smask    1654  2341  gray    1   8  image  no        43  0   200   200  268K 2.4%',
      '   4     2 image     100   100  rgb     3   8  image  no   [inline]     72    72  268K 2.4%',
    ]
    const area = (1654 / 200) * (2341 / 200) * 72 ** 2 + 100 * 100
    expect(pictureAreaIn(table.join('\n'))).toBeCloseTo(area, 3)
    expect(pictureAreaIn('')).toBe(0)
  })

  it('words: place and text, other rows left out', () => {
    const rows = [
      'level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext',
      '1\t1\t0\t0\t0\t0\t0.0\t0.0\t594.9\t841.9\t-1\t###PAGE###',
      '5\t1\t0\t0\t0\t0\t163.37\t45.88\t17.09\t16.61\t100\tSt.',
    ]
    expect(wordsIn(rows.join('\n'))).toEqual([
      { text: 'St.', left: 163.37, top: 45.88, width: 17.09, height: 16.61 },
    ])
  })
})

describe('coverOf', () => {
  it('follows matrices through saving, forms and restoring', () => {
    const operators = {
      fnArray: [10, 12, 85, 11, 74, 12, 85, 75, 85],
      argsArray: [
        null,
        [50, 0, 0, 40, 0, 0],
        ['a'],
        null,
        [[2, 0, 0, 2, 0, 0]],
        [10, 0, 0, 10, 5, 5],
        ['b'],
        null,
        ['c'],
      ],
    }
    expect(coverOf(operators, 10_000)).toBeCloseTo((50 * 40 + 20 * 20 + 1) / 10_000, 6)
    expect(coverOf({ fnArray: [12, 85], argsArray: [[900, 0, 0, 900, 0, 0], ['a']] }, 100)).toBe(1)
  })
})
