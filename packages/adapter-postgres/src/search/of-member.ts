import { sql } from 'kysely'

/** Narrows what a query sees of the table `p` to one person, when one is asked for. */
export function ofMember(familyMemberId: number | undefined) {
  return familyMemberId === undefined ? sql`` : sql`and p.family_member_id = ${familyMemberId}`
}
