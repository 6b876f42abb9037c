/** Text for people: UTF-8, or UTF-16 with its mark, without control characters, and not the source of a page or drawing. */
export function isPlainText(head: Uint8Array): boolean {
  const text = decodeStart(head)
  if (text === undefined || text === '') return false
  // oxlint-disable-next-line no-control-regex -- looking for them is the point
  if (/[\0-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]/.test(text)) return false
  return (
    !/^\s*<(?:!doctype|\?xml|!--|html|head|body|script|svg)\b/i.test(text) &&
    !/^\s*%PDF-/.test(text)
  )
}

/** `undefined` when it is not valid in its encoding; a character cut at the end does not count. */
function decodeStart(head: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(head), { fatal: true }).decode(head, { stream: true })
  } catch {
    return undefined
  }
}

export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
