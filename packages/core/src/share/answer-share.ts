import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { isConfirmed } from './confirmed-address.ts'
import type { ShareChange } from './share.ts'

type Needs = Pick<Ports, 'store' | 'mailer' | 'now'>

/** Answers the person who is now there to be seen. */
export function acceptShare(ports: Needs) {
  const confirmed = isConfirmed(ports)
  const notify = tell(ports)

  return async (actor: Actor, id: number, options: { keepAccess: boolean }): Promise<number> => {
    if (!(await confirmed(actor))) throw notFound()
    const { familyMemberId, otherId } = await ports.store.as(actor, async ({ shares, audit }) => {
      const accepted = required(await shares.accept(id, options))
      const { familyMemberId } = accepted
      await audit.write({
        action: `${accepted.kind}.accept`,
        familyMemberId,
        subject: String(id),
      })
      await audit.event({
        type: 'privilege_permissions_changed',
        details: { change: `${accepted.kind}-accepted`, share: id },
      })
      return accepted
    })
    if (otherId !== undefined) await notify(otherId, 'share-accepted')
    return familyMemberId
  }
}

export function declineShare(ports: Needs) {
  const confirmed = isConfirmed(ports)

  return async (actor: Actor, id: number): Promise<void> => {
    if (!(await confirmed(actor))) throw notFound()
    await ports.store.as(actor, async ({ shares, audit }) => {
      const { kind, familyMemberId } = required(await shares.decline(id))
      await audit.write({ action: `${kind}.decline`, familyMemberId, subject: String(id) })
    })
  }
}

/** What is offered to somebody else is not there. */
export function required(change: ShareChange | undefined): ShareChange {
  if (!change) throw notFound()
  return change
}
