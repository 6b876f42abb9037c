import type { PageText } from '../api/types.ts'

/** Percent; a word that was read with less confidence than this is marked as unsure. */
export const unsureBelow = 85

export function countUnsure({ words }: PageText): number {
  return words.filter(({ confidence }) => confidence !== null && confidence < unsureBelow).length
}
