/** A stretch of a page's text, in characters: from `start` up to, not including, `end`. */
export interface TextRange {
  start: number
  end: number
}

/** What search or an answer wants to have marked on a page. */
export interface Highlight {
  /** The passage as it stands on the page; `…` stands for what was left out. */
  passage: string
  /** Words to mark within the passage; none means the passage itself. */
  terms: string[]
}

/** A piece of the text that is drawn alike: one word, part of one, or what stands between two. */
export interface TextPiece {
  text: string
  /** Index into the page's words; between words there is none. */
  word: number | undefined
  isMarked: boolean
}

const farthestJump = 400

/** Where each word of the page stands in its text; absent where the text does not hold it near its place. */
export function placeWords(text: string, words: { text: string }[]): (TextRange | undefined)[] {
  let position = 0
  return words.map((word) => {
    const start = text.indexOf(word.text, position)
    if (word.text === '' || start < 0 || start - position > farthestJump) return undefined
    position = start + word.text.length
    return { start, end: position }
  })
}

/** Case and the width of white space do not count. Not found: nothing is marked. */
export function findMarks(text: string, { passage, terms }: Highlight): TextRange[] {
  const folded = fold(text)
  const passages = findPassage(folded, passage)
  if (terms.length === 0) return passages
  const places = terms.flatMap((term) => findAll(folded, term)).filter(isWholeWord(text))
  const inside = places.filter((place) => passages.some((range) => overlaps(place, range)))
  return inside.length > 0 ? inside : places
}

export function findWords(places: (TextRange | undefined)[], ranges: TextRange[]): number[] {
  return places.flatMap((place, index) =>
    place && ranges.some((range) => overlaps(place, range)) ? [index] : [],
  )
}

/** Joined, the pieces are the text. */
export function toPieces(
  text: string,
  places: (TextRange | undefined)[],
  marks: TextRange[],
): TextPiece[] {
  const cuts = new Set([0, text.length])
  for (const range of [...places, ...marks]) if (range) cuts.add(range.start).add(range.end)
  const wordAt = new Map(places.flatMap((place, word) => (place ? toEntries(place, word) : [])))
  const borders = [...cuts].sort((a, b) => a - b)
  return borders.slice(1).map((end, index) => {
    const start = borders[index] ?? 0
    const word = wordAt.get(start)
    const isMarked = marks.some((mark) => mark.start <= start && end <= mark.end)
    return { text: text.slice(start, end), isMarked, word }
  })
}

interface FoldedText {
  text: string
  /** Index in the original of each character. */
  origins: number[]
}

function fold(text: string): FoldedText {
  const characters: string[] = []
  const origins: number[] = []
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    const isSpace = /\s/.test(character)
    if (isSpace && characters.at(-1) === ' ') continue
    for (const unit of isSpace ? ' ' : character.toLowerCase()) {
      characters.push(unit)
      origins.push(index)
    }
  }
  return { text: characters.join(''), origins }
}

function findPassage(folded: FoldedText, passage: string): TextRange[] {
  const parts = passage.split(/…|\.\.\./)
  const whole = parts.flatMap((part) => findAll(folded, part).slice(0, 1))
  if (whole.length > 0) return whole
  return parts
    .flatMap((part) => part.split(/\n/))
    .filter((line) => line.trim().length >= 8)
    .flatMap((line) => findAll(folded, line).slice(0, 1))
}

function findAll({ text, origins }: FoldedText, phrase: string): TextRange[] {
  const wanted = fold(phrase.trim()).text
  const ranges: TextRange[] = []
  if (wanted.length < 2) return ranges
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const last = origins[at + wanted.length - 1] ?? 0
    ranges.push({ start: origins[at] ?? 0, end: last + 1 })
  }
  return ranges
}

function isWholeWord(text: string) {
  const isLetter = (character: string) => /[\p{L}\p{N}]/u.test(character)
  return ({ start, end }: TextRange) =>
    !isLetter(text.charAt(start - 1)) && !isLetter(text.charAt(end))
}

function overlaps(one: TextRange, other: TextRange): boolean {
  return one.start < other.end && other.start < one.end
}

/** The word for each cut that may fall inside it. */
function toEntries({ start, end }: TextRange, word: number): [number, number][] {
  return Array.from({ length: end - start }, (_, offset) => [start + offset, word])
}
