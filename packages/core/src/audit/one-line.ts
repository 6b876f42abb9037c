/**
 * Text that a stranger sent, on one line and without signs that move a cursor or begin a new entry, wherever it is printed:
 * control characters, separators of lines and marks of direction are written out as \u escapes. 500 characters at most.
 */
export function oneLine(text: string): string
export function oneLine(text: string | undefined): string | undefined
export function oneLine(text: string | undefined): string | undefined {
  return text?.slice(0, 500).replace(unprintable, toEscape).slice(0, 500)
}

const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

function toEscape(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
}
