import type { Actor } from '../actor.ts'
import { stale } from '../concurrency.ts'
import { DomainError, notFound, onlyOwners } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { FamilyMember } from './family-member.ts'

export function removeFamilyMember({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, id: number, version?: number): Promise<void> =>
    store.as(actor, async ({ familyMembers, audit }) => {
      const member = await familyMembers.find(id)
      if (!member) throw notFound()
      if (member.role !== 'owner') throw onlyOwners()
      if (member.relationship === 'self') {
        throw new DomainError('conflict', 'Your own person goes only together with your account.')
      }
      if (!(await familyMembers.remove(id, version))) throw stale(member)
      await audit.write({ action: 'family-member.delete', familyMemberId: id })
    })
}

export function restoreFamilyMember({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, id: number): Promise<FamilyMember> =>
    store.as(actor, async ({ familyMembers, audit }) => {
      const member = await familyMembers.restore(id)
      if (!member) throw notFound()
      await audit.write({ action: 'family-member.restore', familyMemberId: id })
      return member
    })
}
