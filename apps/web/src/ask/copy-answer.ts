import type { Citation } from '../api/types.ts'
import { toShownSources, type Turn } from './turn.ts'

/** The answer for somewhere else: with its sources and the disclaimer, so that neither is lost on the way. */
export function toCopy(turn: Turn, disclaimer: string): string {
  const sources = toShownSources(turn).map(toLine)
  return [turn.text.trim(), sources.join('\n'), turn.answer?.disclaimer ?? disclaimer]
    .filter((part) => part !== '')
    .join('\n\n')
}

function toLine({ id, title, date, page }: Citation): string {
  return `[${id}] ${title}, ${date}${page === null ? '' : `, p. ${page}`}`
}
