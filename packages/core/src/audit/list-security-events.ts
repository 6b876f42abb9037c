import { requireAdministrator } from '../account/require-administrator.ts'
import type { Actor } from '../actor.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Ports } from '../ports.ts'
import type { SecurityEventFilter } from './audit.ts'
import type { SecurityEvent } from './security-event.ts'

/** What happened to one's own account. */
export function listActivity({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, page: PageRequest): Promise<Page<SecurityEvent>> =>
    store.as(actor, ({ audit }) => audit.listOwnEvents(page))
}

/** Of all accounts, without anything about anyone's health: for administrators. */
export function listSecurityEvents({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, filter: SecurityEventFilter): Promise<Page<SecurityEvent>> => {
    requireAdministrator(actor)
    return store.securityEvents.list(filter)
  }
}
