import { DomainError } from '../errors.ts'

/** Characters; the words of a page with their places are the longest lines there are. */
const longestLine = 16 * 1024 * 1024

export async function* toBytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

/** A JSON array with one item a line. */
export async function* toJsonLines(items: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let isFirst = true
  for await (const item of items) {
    yield encoder.encode(`${isFirst ? '[\n' : ',\n'}${JSON.stringify(item)}`)
    isFirst = false
  }
  yield encoder.encode(isFirst ? '[]\n' : '\n]\n')
}

/** Reads what `toJsonLines` wrote, a line at a time. Throws `invalid` on anything else. */
export async function* fromJsonLines(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Record<string, unknown>> {
  for await (const line of toLines(content)) {
    const text = line.replace(/,$/, '').trim()
    if (text !== '' && text !== '[' && text !== ']' && text !== '[]') yield toItem(text)
  }
}

export async function readJson(
  content: AsyncIterable<Uint8Array>,
): Promise<Record<string, unknown>> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  try {
    for await (const chunk of content) text += decoder.decode(chunk, { stream: true })
    text += decoder.decode()
  } catch (error) {
    throw error instanceof DomainError ? error : notText()
  }
  return toItem(text)
}

async function* toLines(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of content) {
    const lines = (rest + decode(decoder, chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw notOurs('A line is too long.')
    yield* lines
  }
  yield rest
}

function decode(decoder: TextDecoder, chunk: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch {
    throw notText()
  }
}

function toItem(text: string): Record<string, unknown> {
  try {
    const item: unknown = JSON.parse(text)
    if (typeof item === 'object' && item !== null && !Array.isArray(item))
      return item as Record<string, unknown>
  } catch {
    // Said below, without quoting what stood there.
  }
  throw notOurs('Its JSON is not as PHRM writes it.')
}

function notText(): DomainError {
  return notOurs('Its JSON is no UTF-8 text.')
}

export function notOurs(why: string): DomainError {
  return new DomainError('invalid', `This archive cannot be brought in. ${why}`, { field: 'files' })
}
