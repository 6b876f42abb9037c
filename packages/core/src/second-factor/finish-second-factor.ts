import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { startSession, type Device, type SignedIn } from '../session/start-session.ts'
import { checkCode, type CodeProof } from './check-code.ts'

/** Wrong codes that one ticket survives. */
const mostAttempts = 5

export type SecondStep = { ticket: string; remember?: boolean | undefined } & CodeProof

/** The second step of a sign-in: a ticket and a code for a session. */
export function finishSecondFactor(ports: Ports) {
  const { store, now, hashToken } = ports
  const check = checkCode(ports)
  const start = startSession(ports)

  return async ({ ticket, remember, ...proof }: SecondStep, device: Device): Promise<SignedIn> => {
    const hash = hashToken(ticket)
    const pending = await store.secondFactors.tryPending(hash, mostAttempts, now())
    if (!pending) throw startAgain('unauthenticated', 'That took too long.')
    if (pending.attemptsLeft === undefined)
      throw startAgain('too-many-requests', 'Those were too many wrong codes.')
    if (!(await check(pending.accountId, proof, device)))
      throw new DomainError('wrong-credentials', 'This code is wrong, or was used already.')
    const account = await store.accounts.find(pending.accountId)
    if (!account || account.disabledAt || !(await store.secondFactors.takePending(hash)))
      throw startAgain('unauthenticated', 'This sign-in is over.')
    return start(account, { remember: remember ?? pending.remember, device })
  }
}

function startAgain(code: 'unauthenticated' | 'too-many-requests', why: string): DomainError {
  return new DomainError(code, `${why} Please begin again with your password.`)
}
