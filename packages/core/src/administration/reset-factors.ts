import { DomainError } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { endAllSessions } from '../session/end-sessions.ts'
import type { RemovedFactors } from './administration.ts'
import { writeAdministration } from './write-administration.ts'

/**
 * For somebody who lost phone, keys and recovery codes: from here on the password is enough. Only the owner of the machine may: with
 * this and a reset link an administrator could take over accounts. Whoever found what was lost is out.
 */
export function resetFactors(ports: Ports) {
  const { store } = ports
  const write = writeAdministration(ports)
  const endAll = endAllSessions(ports)
  const notify = tell(ports)

  return async (email: string): Promise<RemovedFactors> => {
    const account = await store.administration.findAccountByEmail(email)
    if (!account) throw new DomainError('not-found', 'No account has this e-mail address.')
    const { sealedSeed, passkeys } = await store.secondFactors.find(account.id)
    if (sealedSeed === undefined && passkeys === 0) throw nothingThere()
    await write(undefined, 'reset-factors', {}, account.id)
    const removed = await store.administration.removeFactors(account.id)
    if (!removed) throw nothingThere()
    await endAll(account.id)
    await notify(account.id, 'factors-reset')
    return removed
  }
}

function nothingThere(): DomainError {
  return new DomainError(
    'not-found',
    'This account has neither an authenticator app nor a passkey.',
  )
}
