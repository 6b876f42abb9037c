import { cleanText } from '../src/text/clean-text.ts'

/** Wrong, missing and additional characters in percent of the true text; white space counts once. */
export function characterErrorRate(truth: string, read: string): number {
  const [right, found] = [unify(truth), unify(read)]
  return (100 * editDistance(right, found)) / right.length
}

export function unify(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

function editDistance(a: string, b: string): number {
  let above = Uint32Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint32Array(b.length + 1)
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, replaced)
    }
    above = row
  }
  return above[b.length]!
}
