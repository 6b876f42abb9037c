import type { Actor } from '../actor.ts'
import { requireCurrent } from '../concurrency.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { onlyOneSelf } from './add-family-member.ts'
import type { FamilyMember, FamilyMemberInput } from './family-member.ts'

export function updateFamilyMember({ store }: Pick<Ports, 'store'>) {
  return (
    actor: Actor,
    id: number,
    input: FamilyMemberInput,
    version?: number,
  ): Promise<FamilyMember> =>
    store.as(actor, async ({ familyMembers, audit }) => {
      const current = await familyMembers.find(id)
      if (!current) throw notFound()
      if ((current.relationship === 'self') !== (input.relationship === 'self')) throw onlyOneSelf()
      const changed = await familyMembers.update(id, input, version)
      const member = requireCurrent(changed, current)
      await audit.write({ action: 'family-member.update', familyMemberId: id })
      return member
    })
}
