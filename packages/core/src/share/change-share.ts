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
    return store.as(actor, async ({ shares, audit }) => {
      const { familyMemberId } = required(await shares.change(id, terms))
      await audit.write({ action: 'share.update', familyMemberId, subject: String(id) })
      await audit.event({
        type: 'privilege_permissions_changed',
        details: { change: `share-${terms.role}`, share: id },
      })
      const share = (await shares.list()).given.find((given) => given.id === id)
      if (!share) throw notFound()
      return share
    })
  }
}

/** At once, for everything: what the other one asks next finds nothing. */
export function endShare(ports: Needs) {
  const notify = tell(ports)

  return async (actor: Actor, id: number): Promise<void> => {
    const { otherId } = await ports.store.as(actor, async ({ shares, audit }) => {
      const ended = required(await shares.end(id))
      const { kind, familyMemberId } = ended
      await audit.write({ action: `${kind}.end`, familyMemberId, subject: String(id) })
      await audit.event({
        type: 'privilege_permissions_changed',
        details: { change: `${kind}-ended`, share: id },
      })
      return ended
    })
    if (otherId !== undefined) await notify(otherId, 'share-ended')
  }
}
