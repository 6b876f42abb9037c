import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { checkPasskey } from '../passkey/check-passkey.ts'
import type { PasskeyResponse } from '../passkey/passkey.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import { checkCode } from './check-code.ts'

export type FactorProof = { code: string } | { passkey: PasskeyResponse }

/**
 * For whoever is signed in and shows once more who they are, by another factor than the password. Throws `forbidden` when it is
 * not theirs, as a wrong password does: the session goes on. `too-many-requests` during a wait.
 */
export function proveByFactor(ports: Ports) {
  const checkOneCode = checkCode(ports)
  const checkOnePasskey = checkPasskey(ports)

  return async ({ accountId }: Actor, proof: FactorProof, device: Device): Promise<void> => {
    const right =
      'code' in proof
        ? await checkOneCode(accountId, { code: proof.code }, device)
        : (await checkOnePasskey(proof.passkey, device)) === accountId
    if (right) return
    const field = 'code' in proof ? 'code' : 'passkey'
    throw new DomainError('forbidden', 'That did not show that it is you.', { field })
  }
}
