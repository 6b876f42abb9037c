import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { SearchQuery, SearchResult } from './search.ts'

export type Search = ReturnType<typeof search>

export function search({ store }: Pick<Ports, 'store'>) {
  return {
    search: (actor: Actor, query: SearchQuery): Promise<SearchResult> =>
      store.as(actor, async ({ familyMembers, search, audit }) => {
        const { familyMemberId } = query
        if (familyMemberId !== undefined && !(await familyMembers.find(familyMemberId)))
          throw notFound()
        await audit.noteRead({ action: 'search.run', familyMemberId })
        return search.search(query)
      }),
  }
}
