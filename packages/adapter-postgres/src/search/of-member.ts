import { sql } from 'kysely'

/** Of whom a search is: one person, or all of these. */
export interface Whose {
  familyMemberId?: number | undefined
  within?: number[] | undefined
}

/** Narrows what a query sees of the table `p` to the persons asked for. */
export function ofMember({ familyMemberId, within }: Whose) {
  if (familyMemberId !== undefined) return sql`and p.family_member_id = ${familyMemberId}`
  return within === undefined ? sql`` : sql`and p.family_member_id = any (${within}::integer[])`
}
