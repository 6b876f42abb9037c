import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { proveByFactor, type FactorProof } from '../second-factor/prove.ts'
import { checkAttempt } from './check-password.ts'
import { signInAgain } from './refresh.ts'
import { renewSession } from './renew-session.ts'
import type { Device, SignedIn } from './start-session.ts'

/** The person shows once more that it is they: for what cannot be taken back. */
export function reauthenticate(ports: Ports) {
  const { store, now } = ports
  const isRight = checkAttempt(ports)
  const prove = proveByFactor(ports)
  const renew = renewSession(ports)

  return async (
    actor: Actor,
    proof: { password: string } | FactorProof,
    device: Device,
  ): Promise<SignedIn> => {
    if ('password' in proof) await requirePassword(actor, proof.password, device)
    else await prove(actor, proof, device)
    return renew(actor, device)
  }

  async function requirePassword(
    { accountId, sessionId }: Actor,
    password: string,
    device: Device,
  ): Promise<void> {
    if (sessionId === undefined) throw signInAgain()
    const attempt = await store.signIns.openProof(accountId, sessionId, now())
    if (await isRight(attempt, password, device)) return
    throw new DomainError('forbidden', 'This is not your password.', { field: 'password' })
  }
}
