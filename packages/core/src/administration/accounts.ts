import { requireAdministrator } from '../account/require-administrator.ts'
import type { Actor } from '../actor.ts'
import { DomainError, notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { endAllSessions } from '../session/end-sessions.ts'
import type { Device } from '../session/start-session.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import type { AccountChange, AccountSummary } from './administration.ts'
import { writeAdministration, type AdministratorAct } from './write-administration.ts'

/** Who does it; absent: the owner of the machine, at the command line. */
type By = { actor?: Actor | undefined; device: Device }

export function listAccounts({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor): Promise<AccountSummary[]> => {
    requireAdministrator(actor)
    return store.administration.listAccounts()
  }
}

/** Rights that change end every session of the account: what it may do is decided anew when it signs in. */
export function changeAccount(ports: Ports) {
  const apply = applyChange(ports)
  const requireRecent = requireRecentSignIn(ports)

  return async (
    actor: Actor,
    id: number,
    change: AccountChange,
    device: Device,
  ): Promise<AccountSummary> => {
    requireAdministrator(actor)
    if (change.isAdmin !== undefined) requireRecent(actor)
    await apply(id, change, { actor, device })
    const account = (await ports.store.administration.listAccounts()).find((one) => one.id === id)
    if (!account) throw notFound()
    return account
  }
}

export function applyChange(ports: Ports) {
  const { store } = ports
  const write = writeAdministration(ports)
  const endAll = endAllSessions(ports)

  return async (id: number, change: AccountChange, { actor, device }: By): Promise<void> => {
    if (!(await store.accounts.find(id))) throw notFound()
    for (const act of toActs(change)) await write(actor, act, device, id)
    const outcome = await store.administration.changeAccount(id, change)
    if (outcome === 'unknown') throw notFound()
    if (outcome === 'last-administrator') throw lastAdministrator()
    await endAll(id)
  }
}

export function endSessionsOf(ports: Ports) {
  const write = writeAdministration(ports)
  const endAll = endAllSessions(ports)

  return async (actor: Actor, id: number, device: Device): Promise<void> => {
    requireAdministrator(actor)
    if (!(await ports.store.accounts.find(id))) throw notFound()
    await write(actor, 'end-sessions', device, id)
    await endAll(id)
  }
}

export function unlockAccount(ports: Ports) {
  const unlock = applyUnlock(ports)
  return async (actor: Actor, id: number, device: Device): Promise<void> => {
    requireAdministrator(actor)
    await unlock(id, { actor, device })
  }
}

export function applyUnlock(ports: Ports) {
  const write = writeAdministration(ports)
  return async (id: number, { actor, device }: By): Promise<void> => {
    if (!(await ports.store.accounts.find(id))) throw notFound()
    await write(actor, 'unlock-account', device, id)
    await ports.store.administration.unlock(id)
    await ports.store.secondFactors.forgetAttempts(id)
  }
}

function toActs({ disabled, isAdmin }: AccountChange): AdministratorAct[] {
  const acts: AdministratorAct[] = []
  if (disabled !== undefined) acts.push(disabled ? 'disable-account' : 'enable-account')
  if (isAdmin !== undefined) acts.push(isAdmin ? 'make-administrator' : 'make-user')
  return acts
}

function lastAdministrator(): DomainError {
  return new DomainError(
    'conflict',
    'This is the only administrator. Make another account one first.',
  )
}
