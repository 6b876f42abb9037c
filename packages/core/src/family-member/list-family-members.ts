import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { FamilyMember } from './family-member.ts'

export function listFamilyMembers({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor): Promise<FamilyMember[]> =>
    store.read(actor, ({ familyMembers }) => familyMembers.list())
}

export function getFamilyMember({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, id: number): Promise<FamilyMember> => {
    const member = await store.read(actor, ({ familyMembers }) => familyMembers.find(id))
    if (!member) throw notFound()
    return member
  }
}
