import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { FamilyMember } from './family-member.ts'

export function listFamilyMembers({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor): Promise<FamilyMember[]> => {
    const [members] = await store.read(actor, ({ familyMembers, audit }) =>
      Promise.all([familyMembers.list(), audit.noteRead({ action: 'family-member.list' })]),
    )
    return members
  }
}

export function getFamilyMember({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, id: number): Promise<FamilyMember> => {
    const [member] = await store.read(actor, ({ familyMembers, audit }) =>
      Promise.all([
        familyMembers.find(id),
        audit.noteRead({ action: 'family-member.read', familyMemberId: id }),
      ]),
    )
    if (!member) throw notFound()
    return member
  }
}
