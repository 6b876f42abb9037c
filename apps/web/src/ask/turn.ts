import { ApiError } from '../api/problem.ts'
import type { ChatAnswer, Citation } from '../api/types.ts'
import type { AnswerEvent, Question } from './answer.ts'

/** `looking` for sources, then `writing`; the rest are ends. */
export type TurnState = 'looking' | 'writing' | 'done' | 'stopped' | 'failed'

/** One question and what came of it. */
export interface Turn {
  id: number
  question: Question
  /** Whom the question is about, by name. */
  person: string
  state: TurnState
  /** What is shown of the answer so far. */
  text: string
  /** What was found for the question; all of it is shown to a language model, when one is asked. */
  sources: Citation[]
  /** The looking is over, whatever it found. */
  found: boolean
  /** Why the answer began anew, if it did. */
  restarts: string[]
  answer: ChatAnswer | undefined
  error: ApiError | undefined
}

export function startTurn(id: number, question: Question, person: string): Turn {
  return {
    id,
    question,
    person,
    state: 'looking',
    text: '',
    sources: [],
    found: false,
    restarts: [],
    answer: undefined,
    error: undefined,
  }
}

export function isRunning({ state }: Turn): boolean {
  return state === 'looking' || state === 'writing'
}

/** The sources that the answer names; before its end all that were found. */
export function toShownSources({ answer, sources }: Turn): Citation[] {
  return answer?.citations ?? sources
}

export function applyEvent(turn: Turn, event: AnswerEvent): void {
  switch (event.type) {
    case 'sources':
      turn.sources = event.citations
      turn.found = true
      break
    case 'text':
      turn.state = 'writing'
      turn.text += event.text
      break
    case 'restart':
      turn.restarts.push(event.reason)
      turn.text = ''
      break
    case 'done':
      turn.state = 'done'
      turn.answer = event.answer
      turn.text = event.answer.response
  }
}

/** After an abort what was shown stays; after a fault too, with the reason under it. */
export function endTurn(turn: Turn, error: unknown, signal: AbortSignal): void {
  if (signal.aborted) {
    turn.state = 'stopped'
    return
  }
  turn.state = 'failed'
  turn.error =
    error instanceof ApiError ? error : new ApiError(0, { detail: 'The answer could not be read.' })
}
