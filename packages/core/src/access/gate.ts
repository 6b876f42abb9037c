import { mayOnlyLook, notFound, onlyOwners } from '../errors.ts'
import type { MemberAccess, AccessRepository, Role } from './access.ts'

/** What one account may do in one transaction; asked of the database once, with the first thing that it is needed for. */
export interface Gate {
  accountId: number
  /** Persons whom the account may see. */
  readable(): Promise<ReadonlySet<number>>
  /** `not-found` for a person that it may not see. */
  requireReader(familyMemberId: number): Promise<void>
  /** The same; `forbidden` for one that it may only look at. */
  requireEditor(familyMemberId: number): Promise<void>
  requireOwner(familyMemberId: number): Promise<void>
  /** A person came or went. */
  forget(): void
}

export function openGate(access: AccessRepository, accountId: number, now: () => Date): Gate {
  let asked: Promise<Map<number, Role>> | undefined
  const roles = () => (asked ??= access.list(accountId).then((list) => toRoles(list, now())))

  async function requireRole(familyMemberId: number, allowed: readonly Role[]): Promise<void> {
    const role = (await roles()).get(familyMemberId)
    if (!role) throw notFound()
    if (!allowed.includes(role)) throw refusals[role]()
  }

  return {
    accountId,
    readable: async () => new Set((await roles()).keys()),
    requireReader: (id) => requireRole(id, ['owner', 'editor', 'viewer']),
    requireEditor: (id) => requireRole(id, ['owner', 'editor']),
    requireOwner: (id) => requireRole(id, ['owner']),
    forget: () => (asked = undefined),
  }
}

function toRoles(list: MemberAccess[], now: Date): Map<number, Role> {
  const valid = list.filter(({ validUntil }) => validUntil === undefined || validUntil > now)
  return new Map(valid.map(({ familyMemberId, role }) => [familyMemberId, role]))
}

const refusals = { viewer: mayOnlyLook, editor: onlyOwners, owner: notFound }
