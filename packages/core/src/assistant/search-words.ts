/** Words that ask and do not mean: no record holds them for the sake of what they say here. */
const asking = new Set(
  (
    'ago already anything average change changed changes current currently date day days develop developed ever ' +
    'explain find first get give had happen happened help high history how know last lately latest list long low ' +
    'many mean means much my new newest next normal now old often our past please question recent recently say ' +
    'says shall should show since tell time today was week well were what when where which who whose why will ' +
    'would year years yesterday'
  ).split(' '),
)

/** What people say, and what papers say. */
const written: Record<string, string> = {
  jab: 'vaccination',
  jabs: 'vaccination',
  shot: 'vaccination',
  shots: 'vaccination',
  sugar: 'glucose',
  meds: 'medication',
}

/** The words of a question that a paper could hold; all of them when nothing else is left. */
export function toSearchWords(question: string): string {
  const words = question.match(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.,'’/-]*/gu) ?? []
  const telling = words.filter(
    (word) => !asking.has(word.toLowerCase().replace(/(?<![.,])[.,]+$/, '')),
  )
  if (telling.length === 0) return question
  return telling.map((word) => written[word.toLowerCase()] ?? word).join(' ')
}

/** Whether the newest of several places that fit is what is asked for. */
export function asksForLatest(question: string): boolean {
  return /\b(last|latest|newest|recent|recently|current|currently|now|today)\b/i.test(question)
}
