const mostRanges = 40

/** Words of a page for an address (`12-30.41`): numbers only, as no text of a paper may stand in a URL. */
export function formatWordRanges(words: number[]): string {
  const ranges: [number, number][] = []
  for (const word of [...new Set(words)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && word === last[1] + 1) last[1] = word
    else ranges.push([word, word])
  }
  return ranges
    .slice(0, mostRanges)
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    .join('.')
}

/** Nothing for what is no list of ranges, or names words that the page does not have. */
export function parseWordRanges(value: unknown, wordCount: number): number[] {
  if (typeof value !== 'string' || !/^\d{1,5}(-\d{1,5})?(\.\d{1,5}(-\d{1,5})?)*$/.test(value))
    return []
  return value
    .split('.')
    .slice(0, mostRanges)
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number)
      const end = Math.min(last, wordCount - 1)
      return Array.from({ length: Math.max(0, end - first + 1) }, (_, offset) => first + offset)
    })
}
