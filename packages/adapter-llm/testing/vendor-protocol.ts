import type { IncomingHttpHeaders } from 'node:http'
import type { ChatMessage } from '@phrm/core'

/** A request that the vendor would take. */
export interface Completion {
  /** As the answer names it. */
  model: string
  messages: ChatMessage[]
  stream: boolean
  /** Reasoning comes in a field of its own beside the text. */
  thinks: boolean
}

export interface Refusal {
  status: number
  body: unknown
}

export interface Protocol {
  completionPath: string
  format: 'server-sent-events' | 'lines'
  servedModel: string
  accept(body: unknown, headers: IncomingHttpHeaders): Completion | Refusal
  /** Any other request. */
  about(method: string, path: string, body: unknown): Refusal
  /** What it says of a model that it served once. */
  gone(model: string): Refusal
  /** The vendor's form of an error's body. */
  error(message: string, code: string): unknown
}

export interface Served {
  apiKey: string
  models: string[] | undefined
}
