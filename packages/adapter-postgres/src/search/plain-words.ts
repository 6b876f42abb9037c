/**
 * The words of a text and where they stand, cut and simplified as the database does it for the index
 * (migrations/0014_search_words.sql): only then are the words that it found recognised again.
 */
export function* plainWords(
  text: string,
): Generator<{ start: number; end: number; words: string[] }> {
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    yield { start: index, end: index + token.length, words: toWords(token) }
  }
}

const TOKEN =
  /\p{N}+(?:[.,]\p{N}+)+|[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[\p{L}\p{M}\p{N}'’ʼ])+/gu

function toWords(token: string): string[] {
  const plain = token
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’ʼ]/g, '')
    .toLowerCase()
  if (/^[0-9]+[.,][0-9]+$/.test(plain)) return [plain.replace(',', '.')]
  if (/^[0-9]+[.,]/.test(plain)) return plain.split(/[.,]/)
  const [, number, unit] = /^([0-9]+)([a-z\u00c0-\u1fff]+)$/.exec(plain) ?? []
  return number && unit ? [number, unit] : [plain]
}
