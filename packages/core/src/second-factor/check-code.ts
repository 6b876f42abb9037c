import { DomainError } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { toDeviceName } from '../session/device-name.ts'
import type { Device } from '../session/start-session.ts'
import { hashRecoveryCode } from './recovery-code.ts'
import { seedPurpose } from './second-factor.ts'

export type CodeProof = { code: string } | { recoveryCode: string }

/** NIST SP 800-63B-4, 3.2.2: so many wrong ones in a row, and the authenticator is off until a recovery code was right. */
const mostFailures = 100

type Needs = Pick<Ports, 'store' | 'oneTimeCodes' | 'sealer' | 'now' | 'hashToken'>

/**
 * Whether the code is the account's, which uses it up. Throws `too-many-requests` while there is a wait: it grows from the fifth
 * wrong code in a row, whatever ticket or session they came by.
 */
export function checkCode(ports: Needs) {
  const { store, oneTimeCodes, sealer, now, hashToken } = ports
  const notify = tell(ports)

  return async (accountId: number, proof: CodeProof, device: Device): Promise<boolean> => {
    const { failures, waitUntil } = await store.secondFactors.chargeAttempt(accountId, now())
    if (waitUntil) throw tooMany(waitUntil.getTime() - now().getTime())
    const isRecovery = 'recoveryCode' in proof
    if (!isRecovery && failures > mostFailures) throw switchedOff()
    const right = isRecovery
      ? await useRecoveryCode(accountId, proof.recoveryCode)
      : await useCode(accountId, proof.code)
    if (!right) {
      const factor = isRecovery ? 'recovery-code' : 'totp'
      await store.securityEvents.write({
        type: 'authn_login_fail',
        accountId,
        ip: device.ip,
        userAgent: device.userAgent,
        details: { factor },
      })
      return false
    }
    await store.secondFactors.forgetAttempts(accountId)
    if (isRecovery) await tellOfRecoveryCode(accountId, device)
    return true
  }

  async function useCode(accountId: number, code: string): Promise<boolean> {
    const { sealedSeed } = await store.secondFactors.find(accountId)
    if (sealedSeed === undefined) return false
    const step = oneTimeCodes.findStep(
      sealer.open(sealedSeed, seedPurpose(accountId)),
      code.replaceAll(/\s/g, ''),
      now(),
    )
    return step !== undefined && store.secondFactors.useStep(accountId, step)
  }

  function useRecoveryCode(accountId: number, code: string): Promise<boolean> {
    return store.secondFactors.useRecoveryCode(accountId, hashRecoveryCode(hashToken, code), now())
  }

  async function tellOfRecoveryCode(accountId: number, { ip, userAgent }: Device): Promise<void> {
    await store.securityEvents.write({
      type: 'authn_recovery_code_used',
      accountId,
      ip,
      userAgent,
    })
    await notify(accountId, 'recovery-code-used', toDeviceName(userAgent))
  }
}

function tooMany(milliseconds: number): DomainError {
  const retryAfter = Math.ceil(milliseconds / 1000)
  return new DomainError(
    'too-many-requests',
    `Those were too many wrong codes. Please wait ${retryAfter} seconds.`,
    { retryAfter },
  )
}

function switchedOff(): DomainError {
  return new DomainError(
    'too-many-requests',
    'The app’s codes are switched off after a hundred wrong ones. Use a recovery code or a passkey.',
  )
}
