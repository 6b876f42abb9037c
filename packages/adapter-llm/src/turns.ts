import type { ChatMessage } from '@phrm/core'

/**
 * One system message first, then user and assistant by turns, user first: the chat template of Gemma, and so of
 * MedGemma, refuses anything else. Neighbours of one role are joined.
 */
export function toTurns(messages: readonly ChatMessage[]): ChatMessage[] {
  const system = messages.filter(({ role }) => role === 'system')
  const turns = messages.filter(({ role }) => role !== 'system')
  const first = turns.findIndex(({ role }) => role === 'user')
  return [...system, ...turns.slice(Math.max(first, 0))].reduce<ChatMessage[]>(join, [])
}

function join(joined: ChatMessage[], { role, content }: ChatMessage): ChatMessage[] {
  const last = joined.at(-1)
  if (last?.role !== role) return [...joined, { role, content }]
  return [...joined.slice(0, -1), { role, content: `${last.content}\n\n${content}` }]
}
