import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { startSession, type Device, type SignedIn } from '../session/start-session.ts'
import { rememberChallenge } from './challenge.ts'
import { checkPasskey } from './check-passkey.ts'
import type { PasskeyResponse } from './passkey.ts'

/** For a sign-in, and to show once more who one is: the browser offers the keys that it has for this site. */
export function askForPasskey(ports: Ports) {
  const remember = rememberChallenge(ports)
  return async (): Promise<Record<string, unknown>> =>
    remember(await ports.passkeyCeremonies.toRequest(), 'prove')
}

/** Two factors in one: neither a password nor a code is asked for besides. */
export function signInByPasskey(ports: Ports) {
  const check = checkPasskey(ports)
  const start = startSession(ports)

  return async (
    { response, remember = false }: { response: PasskeyResponse; remember?: boolean | undefined },
    device: Device,
  ): Promise<SignedIn> => {
    const accountId = await check(response, device)
    const account = accountId === undefined ? undefined : await ports.store.accounts.find(accountId)
    if (!account || account.disabledAt) throw notKnown()
    return start(account, { remember, device })
  }
}

function notKnown(): DomainError {
  return new DomainError('wrong-credentials', 'This passkey does not open anything here.')
}
