/** What the question is about; it shapes the instruction to the model. */
export const chatModes = ['general', 'records', 'medication', 'labs', 'symptom'] as const
export type ChatMode = (typeof chatModes)[number]

export interface Question {
  /** 1 to 4,000 characters. */
  message: string
  mode: ChatMode
  /** Left out: the account's own person. */
  familyMemberId?: number | undefined
  /** False: only passages of one's own records, nothing is sent anywhere. */
  useModel: boolean
  signal: AbortSignal
}

/** A source that an answer names as `[R1]` (a record) or `[D2]` (a document's page). */
export interface Citation {
  id: string
  kind: 'record' | 'document'
  recordId: number
  documentId?: number | undefined
  page?: number | undefined
  title: string
  date: string
  familyMember: { id: number; name: string }
  /** The words of the source, verbatim. */
  quote: string
}

export interface Answer {
  response: string
  /** Short name of the provider, `none` when no model wrote the answer. */
  modelUsed: string
  /** The model that the answer itself names. */
  model?: string | undefined
  /** Where it was made; absent when no model wrote it. */
  host?: string | undefined
  isLocal: boolean
  citations: Citation[]
  disclaimer: string
  /** What the reader has to know about how this answer came about. */
  notice?: string | undefined
  timestamp: Date
}

export type AssistantEvent =
  | { type: 'sources'; citations: Citation[] }
  | { type: 'text'; text: string }
  /** What was shown of the answer is void: another provider begins anew. */
  | { type: 'restart'; reason: string }
  | { type: 'done'; answer: Answer }

export const disclaimer =
  'This explains your own papers and is no medical advice. In an emergency call your local emergency number.'
