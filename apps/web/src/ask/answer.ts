import type { Citation } from '../api/types.ts'

export const askModes = ['general', 'records', 'medication', 'labs', 'symptom'] as const
export type AskMode = (typeof askModes)[number]

export interface Question {
  /** 1 to 4,000 characters. */
  message: string
  mode: AskMode
  patient_id: number
  /** False: the answer is made of passages of the records, and nothing is sent anywhere. */
  use_model: boolean
}

/** What the server says of a finished answer. */
export interface Answer {
  response: string
  /** `none` when no language model was asked. */
  model_used: string
  model: string | null
  /** Where it was made; absent without a model. */
  host: string | null
  local: boolean
  citations: Citation[]
  disclaimer: string
  notice: string | null
  timestamp: string
}

export type AnswerEvent =
  | { type: 'sources'; citations: Citation[] }
  | { type: 'text'; text: string }
  | { type: 'restart'; reason: string }
  | { type: 'done'; answer: Answer }
