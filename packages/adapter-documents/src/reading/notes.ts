export const noTextFound = 'No text was found in this document.'
export const tooMuchText = 'This document holds more text than PHRM reads; the rest was left out.'

export function onlyFirstPages(read: number, all: number): string {
  return `Only the first ${read} of ${all} pages were read.`
}

export function onlyFirstRecognised(read: number): string {
  return `Text was recognised on the first ${read} scanned pages only.`
}

/** Page numbers in order; at most ten are named. */
export function unreadablePages(numbers: readonly number[]): string {
  if (numbers.length === 1) return `Page ${numbers[0]} could not be read.`
  if (numbers.length > 10) return `${numbers.length} pages could not be read.`
  return `Pages ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)} could not be read.`
}
