import type { Passage } from '../search/search.ts'
import type { Citation } from './answer.ts'
import { excerpt } from './excerpt.ts'
import { asksForLatest } from './search-words.ts'

/** Share of the question's content words that a passage must hold to count as close to it. */
const closeEnough = 0.34

/** Characters of one passage that an answer quotes, and that a model is sent. */
const lengths = { quote: 420, context: 2500 }

/** A passage with the name by which an answer cites it. */
export interface Source {
  citation: Citation
  /** What a model may read of it. */
  context: string
}

/** The passages that are close to the question, named `R1`, `D2`, … in the order of their rank. */
export function toSources(passages: Passage[], question: string): Source[] {
  const close = passages.filter(({ coverage }) => coverage >= closeEnough)
  const ranked = asksForLatest(question) ? newestFirst(close) : close
  return ranked.map((passage, index) => toSource(passage, index + 1, question))
}

/** Only among those that hold as much of the question as the best one: what is new but beside the point stays behind. */
function newestFirst(passages: Passage[]): Passage[] {
  const most = Math.max(...passages.map(({ coverage }) => coverage))
  const full = passages.filter(({ coverage }) => coverage === most)
  const rest = passages.filter(({ coverage }) => coverage < most)
  return [...full.toSorted((a, b) => b.date.localeCompare(a.date)), ...rest]
}

function toSource(passage: Passage, rank: number, question: string): Source {
  const { kind, recordId, documentId, page, title, date, familyMember, text } = passage
  const id = `${kind === 'record' ? 'R' : 'D'}${rank}`
  const quote = excerpt(text, question, lengths.quote)
  return {
    citation: { id, kind, recordId, documentId, page, title, date, familyMember, quote },
    context: text.length <= lengths.context ? text : excerpt(text, question, lengths.context),
  }
}

/** Names such as `[R1]` and `[D2]`, wherever they stand. */
export const citationPattern = /\[([RD]\d{1,3})\]/g

/** Removes the names of sources that were never given, and answers with the sources that are named. */
export function resolveCitations(
  text: string,
  sources: Source[],
): { text: string; cited: Citation[] } {
  const known = new Map(sources.map(({ citation }) => [citation.id, citation]))
  const named = new Set<Citation>()
  const resolved = text.replace(citationPattern, (name, id: string) => {
    const citation = known.get(id)
    if (citation) named.add(citation)
    return citation ? name : ''
  })
  return { text: resolved, cited: [...named] }
}
