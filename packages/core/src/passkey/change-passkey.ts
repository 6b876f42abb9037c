import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import type { Passkey } from './passkey.ts'

export function renamePasskey({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, id: number, name: string): Promise<Passkey> =>
    store.as(actor, async ({ passkeys, audit }) => {
      const passkey = await passkeys.rename(id, name)
      if (!passkey) throw notFound()
      await audit.write({ action: 'passkey.rename', subject: String(id) })
      return passkey
    })
}

export function removePasskey(ports: Ports) {
  const { store } = ports
  const requireRecent = requireRecentSignIn(ports)
  const notify = tell(ports)

  return async (actor: Actor, id: number, { ip, userAgent }: Device): Promise<void> => {
    requireRecent(actor)
    await store.as(actor, async ({ passkeys, audit }) => {
      if (!(await passkeys.remove(id))) throw notFound()
      await audit.write({ action: 'passkey.remove', subject: String(id) })
      await audit.event({ type: 'authn_factor_removed', ip, userAgent })
    })
    await notify(actor.accountId, 'passkey-removed')
  }
}
