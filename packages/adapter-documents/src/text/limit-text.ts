/** The beginning of the text that fits into so many bytes of UTF-8, without half a character. */
export function limitText(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text
  const room = new Uint8Array(maxBytes)
  const { read } = new TextEncoder().encodeInto(text, room)
  return text.slice(0, read)
}
