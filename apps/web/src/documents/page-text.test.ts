import { expect, test } from 'vitest'
import { findMarks, findWords, placeWords, toPieces } from './page-text.ts'

const text = 'Haemoglobin  13.2 g/dL\nWBC < 5 & CRP > 10; -- select\nWBC again'
const words = text.split(/\s+/).map((word) => ({ text: word }))
const read = (ranges: { start: number; end: number }[]) =>
  ranges.map(({ start, end }) => text.slice(start, end))

test('each word has its place, repeated words their own', () => {
  const places = placeWords(text, words)
  expect(places.every((place) => place !== undefined)).toBe(true)
  expect(places.map((place) => text.slice(place?.start, place?.end))).toEqual(
    words.map((word) => word.text),
  )
})

test('words that the text does not hold have no place and mislead no other', () => {
  const places = placeWords(text, [{ text: 'Nowhere' }, { text: '' }, { text: '13.2' }])
  expect(places).toEqual([undefined, undefined, { start: 13, end: 17 }])
})

test('a passage is found whatever its case and white space', () => {
  expect(read(findMarks(text, { passage: 'haemoglobin 13.2\ng/dl', terms: [] }))).toEqual([
    'Haemoglobin  13.2 g/dL',
  ])
})

test('parts around an ellipsis are marked each', () => {
  const marks = findMarks(text, { passage: '…13.2 g/dL … CRP > 10…', terms: [] })
  expect(read(marks)).toEqual(['13.2 g/dL', 'CRP > 10'])
})

test('terms are marked within their passage, as whole words', () => {
  expect(findMarks(text, { passage: 'WBC again', terms: ['wbc'] })).toEqual([
    { start: 53, end: 56 },
  ])
  expect(findMarks(text, { passage: 'gone', terms: ['WBC'] })).toHaveLength(2)
  expect(findMarks(text, { passage: 'gone', terms: ['BC'] })).toEqual([])
})

test('nothing found marks nothing', () => {
  expect(findMarks(text, { passage: 'not there', terms: [] })).toEqual([])
  expect(findMarks('', { passage: '', terms: [''] })).toEqual([])
})

test('letters that grow in lower case shift nothing', () => {
  const turkish = 'İİİ kidney stone'
  const [mark] = findMarks(turkish, { passage: 'kidney stone', terms: [] })
  expect(turkish.slice(mark?.start, mark?.end)).toBe('kidney stone')
})

test('pieces joined are the text; marked words are known by their number', () => {
  const places = placeWords(text, words)
  const marks = findMarks(text, { passage: 'moglobin 13.2', terms: [] })
  const pieces = toPieces(text, places, marks)
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  expect(pieces.slice(0, 2)).toEqual([
    { text: 'Hae', isMarked: false, word: 0 },
    { text: 'moglobin', isMarked: true, word: 0 },
  ])
  expect(findWords(places, marks)).toEqual([0, 1])
})
