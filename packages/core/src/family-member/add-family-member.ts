import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { FamilyMember, FamilyMemberInput } from './family-member.ts'

export function addFamilyMember({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, input: FamilyMemberInput): Promise<FamilyMember> => {
    if (input.relationship === 'self') throw onlyOneSelf()
    return store.as(actor, async ({ familyMembers, audit }) => {
      const member = await familyMembers.add(input)
      await audit.write({ action: 'family-member.create', familyMemberId: member.id })
      return member
    })
  }
}

export function onlyOneSelf(): DomainError {
  return new DomainError('conflict', 'Each account has exactly one person who is “self”.', {
    field: 'relationship',
  })
}
