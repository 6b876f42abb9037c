import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { required } from './answer-share.ts'
import { requireFuture } from './offer-share.ts'
import type { Share, SharedRole } from './share.ts'

type Needs = Pick<Ports, 'store' | 'now'>

export function changeShare({ store, now }: Needs) {
  return async (
    actor: Actor,
    id: number,
    terms: { role: SharedRole; validUntil?: Date | undefined },
  ): Promise<Share> => {
    requireFuture(terms.validUntil, now())
    const changed = await store.as(actor, async ({ shares, audit }) => {
      const { familyMemberId } = required(await shares.change(id, terms))
      await audit.write({ action: 'share.update', familyMemberId, subject: String(id) })
      const share = (await shares.list()).given.find((given) => given.id === id)
      if (!share) throw notFound()
      return share
    })
    await store.securityEvents.write({
      type: 'privilege_permissions_changed',
      accountId: actor.accountId,
      details: { change: `share-${terms.role}`, share: id },
    })
    return changed
  }
}

/** At once, for everything: what the other one asks next finds nothing. */
export function endShare(ports: Needs) {
  const notify = tell(ports)

  return async (actor: Actor, id: number): Promise<void> => {
    const { kind, otherId } = await ports.store.as(actor, async ({ shares, audit }) => {
      const ended = required(await shares.end(id))
      const { familyMemberId } = ended
      await audit.write({ action: `${ended.kind}.end`, familyMemberId, subject: String(id) })
      return ended
    })
    await ports.store.securityEvents.write({
      type: 'privilege_permissions_changed',
      accountId: actor.accountId,
      details: { change: `${kind}-ended`, share: id },
    })
    if (otherId !== undefined) await notify(otherId, 'share-ended')
  }
}
