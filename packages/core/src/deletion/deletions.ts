import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { sessionCacheKey } from '../session/authenticate.ts'
import { forgetSession } from '../session/end-sessions.ts'
import { requireRecentSignIn } from '../session/step-up.ts'

/** Ends every sign-in and token at once, and the account itself after some days in which it can be taken back. */
export function requestDeletion(ports: Ports) {
  const { store, cache, now, settings } = ports
  const requireRecent = requireRecentSignIn(ports)

  return async (actor: Actor): Promise<{ dueAt: Date }> => {
    requireRecent(actor)
    const { accountId } = actor
    const dueAt = new Date(now().getTime() + settings.deletionDays * 24 * 3_600_000)
    const ended = await store.deletions.request(accountId, dueAt)
    if (!ended) throw isNeeded()
    for (const id of ended.sessionIds) await forgetSession(cache, id)
    await store.as(actor, ({ audit }) => audit.write({ action: 'account.delete-request' }))
    await tell(ports)(accountId, 'deletion-requested')
    return { dueAt: ended.dueAt }
  }
}

export function findDeletion({ store }: Pick<Ports, 'store'>) {
  return ({ accountId }: Actor): Promise<Date | undefined> => store.deletions.find(accountId)
}

export function cancelDeletion({ store, cache }: Pick<Ports, 'store' | 'cache'>) {
  return async (actor: Actor): Promise<void> => {
    if (!(await store.deletions.cancel(actor.accountId)))
      throw new DomainError('conflict', 'Nothing is to be taken back here.')
    if (actor.sessionId !== undefined) await cache.delete(sessionCacheKey(actor.sessionId))
    await store.as(actor, ({ audit }) => audit.write({ action: 'account.delete-cancel' }))
  }
}

function isNeeded(): DomainError {
  return new DomainError(
    'conflict',
    'You are the only administrator, and others have accounts here. Make one of them administrator first.',
  )
}
