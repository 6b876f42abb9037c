/** Scanners for leaked secrets know tokens by such a beginning. */
const tokenPrefix = 'phrm_pat_'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** 256 random bits, given as 43 characters of base64url, written as `phrm_pat_` + 43 + 6 characters that are letters and digits. */
export function toTokenText(random: string): string {
  let number = 0n
  for (const character of random) number = number * 64n + BigInt(base64url.indexOf(character))
  // The last character of 43 holds four bits; the other two are none.
  const secret = `${tokenPrefix}${toBase62(number >> 2n, 43)}`
  return secret + toChecksum(secret)
}

/** Whether it can be a token at all. A slip of the hand, or a text that only looks like one, is found without asking anybody. */
export function isTokenText(text: string): boolean {
  if (!/^phrm_pat_[0-9A-Za-z]{49}$/.test(text)) return false
  return text.slice(-6) === toChecksum(text.slice(0, -6))
}

function toChecksum(text: string): string {
  let remainder = 0xffffffff
  for (let i = 0; i < text.length; i++) {
    remainder ^= text.charCodeAt(i)
    // CRC-32, as in zip and png.
    for (let bit = 0; bit < 8; bit++)
      remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0)
  }
  return toBase62(BigInt((remainder ^ 0xffffffff) >>> 0), 6)
}

function toBase62(number: bigint, length: number): string {
  let text = ''
  for (let rest = number; text.length < length; rest /= 62n)
    text = digits[Number(rest % 62n)] + text
  return text
}
