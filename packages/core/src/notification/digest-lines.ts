import type { FollowUp } from '../health-record/health-record.ts'
import type { ReadPapers } from './preferences.ts'

/** Sentences of a digest. Without `withDetail` they count and name nobody. */
export function toDigestLines(
  { followUps, papers }: { followUps: readonly FollowUp[]; papers: ReadPapers },
  { withDetail, language }: { withDetail: boolean; language: string },
): string[] {
  const due = withDetail
    ? followUps.map((followUp) => describe(followUp, language))
    : followUps.length === 0
      ? []
      : [count(followUps.length, 'A follow-up is due', 'follow-ups are due')]
  return [...due, ...toPaperLines(papers)]
}

function describe(
  { familyMember, due, chiefComplaint, reviewFollowup }: FollowUp,
  language: string,
) {
  const about = chiefComplaint ? ` (${chiefComplaint})` : ''
  const words = reviewFollowup ? `: ${reviewFollowup}` : '.'
  return `${familyMember.name}, ${formatDay(due, language)}: a follow-up${about} is due${words}`
}

function toPaperLines({ read, needAttention }: ReadPapers): string[] {
  return [
    ...(read > 0 ? [count(read, 'A paper was read', 'papers were read')] : []),
    ...(needAttention > 0
      ? [count(needAttention, 'A paper needs a look', 'papers need a look')]
      : []),
  ]
}

function count(number: number, one: string, many: string): string {
  return number === 1 ? `${one}.` : `${number} ${many}.`
}

function formatDay(day: string, language: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  try {
    return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date)
  } catch {
    return day
  }
}
