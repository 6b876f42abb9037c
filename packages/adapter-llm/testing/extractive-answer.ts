import type { Completion } from './vendor-protocol.ts'

/** What a modest model might answer: the beginnings of what the prompt supplies, each with its id, such as [R1]. */
export function extractiveAnswer({ messages }: Completion): string {
  const prompt = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const supplied = [...prompt.matchAll(supply)].slice(0, 3)
  if (supplied.length === 0) return 'What you gave me does not answer the question.'
  return supplied
    .map(([, attribute, bracket, text = '']) => {
      const words = text.trim().replace(/\s+/g, ' ').slice(0, 160)
      return `Your records say: ${words} [${attribute ?? bracket}].`
    })
    .join(' ')
}

/** `<record id="R1" …>text</record>` or `[D2] text`. */
const supply = /(?:\bid="([RD]\d+)"[^>]*>|\[([RD]\d+)\])\s*([^<[]+)/g
