import { disclaimer, type Answer, type AssistantEvent } from './answer.ts'
import type { Source } from './sources.ts'

/** As many passages as one reads in an answer. */
const shown = 5

export type WithoutModel = 'not-configured' | 'not-wanted'

const reasons: Record<WithoutModel, string> = {
  'not-configured': 'No language model is configured.',
  'not-wanted': 'Nothing was sent anywhere.',
}

const aboutPassages =
  'These are the passages of the records that are closest to the question, word for word.'

/** The best passages verbatim, each with its source, or the statement that there are none. Nothing is invented. */
export async function* answerFromRecords(
  sources: Source[],
  why: WithoutModel,
  timestamp: Date,
): AsyncGenerator<AssistantEvent> {
  const citations = sources.slice(0, shown).map(({ citation }) => citation)
  yield { type: 'sources', citations }
  const response =
    citations.length === 0
      ? 'Nothing in these records and documents is close to the question.'
      : citations
          .map(
            ({ id, quote, date, title }) => `**${date} · ${title}** [${id}]\n\n${toQuote(quote)}`,
          )
          .join('\n\n')
  yield { type: 'text', text: response }
  const answer: Answer = {
    response,
    modelUsed: 'none',
    isLocal: true,
    citations,
    disclaimer,
    notice: citations.length === 0 ? reasons[why] : `${reasons[why]} ${aboutPassages}`,
    timestamp,
  }
  yield { type: 'done', answer }
}

/** Marks up as a quotation; the words stay as they are. */
function toQuote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}
