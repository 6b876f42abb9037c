import type { Person, PersonKey } from '../people/people.ts'
import type { Visit } from '../visits/visit.ts'
import { danielPapers, idaPapers, leoPapers, noraPapers } from './family.papers.ts'
import type { PaperSource } from './paper-source.ts'
import type { SampleDocument } from './sample-paper.ts'
import { walterPapers } from './walter.papers.ts'

/** A document and the record that it belongs to. */
export interface SamplePaper extends SampleDocument {
  recordKey: string
}

export function createPapers(family: {
  people: Record<PersonKey, Person>
  visits: Visit[]
}): SamplePaper[] {
  const byKey = new Map(family.visits.map((visit) => [visit.key, visit]))
  const source: PaperSource = {
    people: family.people,
    getVisit(key) {
      const visit = byKey.get(key)
      if (!visit) throw new Error(`There is no visit ${key}.`)
      return visit
    },
  }
  return [walterPapers, noraPapers, danielPapers, leoPapers, idaPapers].flatMap((papersOf) =>
    Object.entries(papersOf(source)).flatMap(([recordKey, documents]) =>
      documents.map((document) => ({ recordKey, ...document })),
    ),
  )
}
