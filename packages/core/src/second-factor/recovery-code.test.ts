import { describe, expect, it } from 'vitest'
import { hashRecoveryCode, newRecoveryCodes, showRecoveryCode } from './recovery-code.ts'

describe('recovery codes', () => {
  it('are shown in groups of four', () => {
    expect(showRecoveryCode('ABCDEFGHJK')).toBe('ABCD-EFGH-JK')
    expect(showRecoveryCode('')).toBe('')
  })

  it('are ten, and what is kept of each is the hash of what is shown', () => {
    let made = 0
    const hashToken = (text: string) => `#${text}`
    const oneTimeCodes = { newRecoveryCode: () => `ABCDEFG${'ABCDEFGHIJ'[made++]}` }
    const { codes, hashes } = newRecoveryCodes({ oneTimeCodes, hashToken } as never)
    expect(new Set(codes).size).toBe(10)
    expect(codes.map((code) => hashRecoveryCode(hashToken, code))).toEqual(hashes)
  })
})
