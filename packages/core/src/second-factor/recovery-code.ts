import type { Ports } from '../ports.ts'

export const recoveryCodeCount = 10

/** Groups of four, easier to copy. */
export function showRecoveryCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}

/** As people type it: any case, with or without the signs between, and a nought for an O. */
export function hashRecoveryCode(hashToken: Ports['hashToken'], code: string): string {
  const plain = code
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('0', 'O')
    .replaceAll('1', 'I')
    .replaceAll('8', 'B')
  return hashToken(plain)
}

/** Ten new ones: what is shown once, and what is kept. */
export function newRecoveryCodes({
  oneTimeCodes,
  hashToken,
}: Pick<Ports, 'oneTimeCodes' | 'hashToken'>): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: recoveryCodeCount }, () => oneTimeCodes.newRecoveryCode())
  return {
    codes: codes.map(showRecoveryCode),
    hashes: codes.map((code) => hashRecoveryCode(hashToken, code)),
  }
}
