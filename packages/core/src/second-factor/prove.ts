import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { checkPasskey } from '../passkey/check-passkey.ts'
import type { PasskeyResponse } from '../passkey/passkey.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import { checkCode } from './check-code.ts'

export type FactorProof = { code: string } | { passkey: PasskeyResponse }

/**
 * For whoever is signed in and shows once more who they are, by another factor than the password. Throws `wrong-credentials`
 * when it is not theirs, `too-many-requests` during a wait.
 */
export function proveByFactor(ports: Ports) {
  const checkOneCode = checkCode(ports)
  const checkOnePasskey = checkPasskey(ports)

  return async ({ accountId }: Actor, proof: FactorProof, device: Device): Promise<void> => {
    const right =
      'code' in proof
        ? await checkOneCode(accountId, { code: proof.code }, device)
        : (await checkOnePasskey(proof.passkey, device)) === accountId
    if (!right) throw new DomainError('wrong-credentials', 'That did not show that it is you.')
  }
}
