import { notFound } from '../errors.ts'
import type { FamilyMember, FamilyMemberRepository } from './family-member.ts'

/** The person with that id, or the account's own when none is given; `not-found` for one that it cannot see. */
export async function findPerson(
  familyMembers: FamilyMemberRepository,
  id: number | undefined,
): Promise<FamilyMember> {
  const person = id === undefined ? await familyMembers.findSelf() : await familyMembers.find(id)
  if (!person) throw notFound()
  return person
}
