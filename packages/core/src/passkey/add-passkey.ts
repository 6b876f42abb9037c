import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import { rememberChallenge, takeChallenge } from './challenge.ts'
import { mostPasskeys, type Passkey, type PasskeyResponse } from './passkey.ts'
import { toUserHandle } from './user-handle.ts'

/** What the browser needs to make one. */
export function beginPasskey(ports: Ports) {
  const { store, passkeyCeremonies } = ports
  const requireRecent = requireRecentSignIn(ports)
  const remember = rememberChallenge(ports)

  return async (actor: Actor): Promise<Record<string, unknown>> => {
    requireRecent(actor)
    const account = await store.accounts.find(actor.accountId)
    if (!account) throw new DomainError('unauthenticated', 'Please sign in.')
    const known = await store.read(actor, ({ passkeys }) => passkeys.listCredentials())
    requireRoom(known.length)
    const owner = {
      userHandle: toUserHandle(ports, account.id),
      email: account.email,
      name: `${account.firstName} ${account.lastName}`.trim() || account.username,
    }
    return remember(await passkeyCeremonies.toCreation(owner, known), 'add', account.id)
  }
}

export function addPasskey(ports: Ports) {
  const { store, passkeyCeremonies } = ports
  const requireRecent = requireRecentSignIn(ports)
  const notify = tell(ports)
  const take = takeChallenge(ports)

  return async (
    actor: Actor,
    { name, response }: { name: string; response: PasskeyResponse },
    { ip, userAgent }: Device,
  ): Promise<Passkey> => {
    requireRecent(actor)
    const { accountId } = actor
    const credential = await passkeyCeremonies.readCreation(response, take('add', accountId))
    if (!credential)
      throw new DomainError('invalid', 'This passkey could not be checked. Try again.')
    const passkey = await store.as(actor, async ({ passkeys, audit }) => {
      requireRoom((await passkeys.listCredentials()).length)
      const added = await passkeys.add({ ...credential, name })
      if (!added) return undefined
      await audit.write({ action: 'passkey.add', subject: String(added.id) })
      await audit.event({ type: 'authn_factor_added', ip, userAgent })
      return added
    })
    if (!passkey) throw new DomainError('conflict', 'This passkey is here already.')
    await notify(accountId, 'passkey-added')
    return passkey
  }
}

function requireRoom(count: number): void {
  if (count < mostPasskeys) return
  throw new DomainError('conflict', `There are ${mostPasskeys} passkeys already. Remove one first.`)
}
