import type { ChatAnswer, Citation } from '../api/types.ts'

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

export type AnswerEvent =
  | { type: 'sources'; citations: Citation[] }
  | { type: 'text'; text: string }
  | { type: 'restart'; reason: string }
  | { type: 'done'; answer: ChatAnswer }
