import type { Actor } from '../actor.ts'
import { notFound, mayOnlyLook } from '../errors.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Ports } from '../ports.ts'
import type { Access } from './audit.ts'

/** Who looked at a person's data or changed it; for owners and editors. Looking at this list leaves no row of its own. */
export function listAccesses({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, familyMemberId: number, page: PageRequest): Promise<Page<Access>> =>
    store.as(actor, async ({ familyMembers, access, audit }) => {
      if (!(await familyMembers.find(familyMemberId))) throw notFound()
      const roles = await access.list(actor.accountId)
      const role = roles.find((each) => each.familyMemberId === familyMemberId)?.role
      if (role !== 'owner' && role !== 'editor') throw mayOnlyLook()
      return audit.listAccesses(familyMemberId, page)
    })
}
