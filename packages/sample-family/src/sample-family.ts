import type { FamilyMemberInput, HealthRecordInput, Registration } from '@phrm/core'
import { createCalendar } from './calendar.ts'
import { createPapers } from './papers/papers.ts'
import type { SamplePaper } from './papers/papers.ts'
import { createPeople } from './people/people.ts'
import type { PersonKey } from './people/people.ts'
import { createVisits } from './visits/visits.ts'
import { toRecordFields } from './visits/visit.ts'

/** Five invented people of three generations, with ten years of records and some of their papers. */
export interface SampleFamily {
  /** Who keeps the family's records; the password is the caller's. */
  account: Omit<Registration, 'password'>
  /** The account holder first (`self`); add the others. */
  members: SampleMember[]
  /** Oldest first, none after today. */
  records: SampleRecord[]
  /** Each is made when its `bytes` are asked for. */
  papers: SamplePaper[]
}

export interface SampleMember {
  key: PersonKey
  input: FamilyMemberInput
}

export interface SampleRecord {
  key: string
  memberKey: PersonKey
  input: Omit<HealthRecordInput, 'familyMemberId'>
}

/** The same `today` (`YYYY-MM-DD`) gives the same family, to the byte on the same platform. */
export function createSampleFamily({ today }: { today: string }): SampleFamily {
  const people = createPeople(createCalendar(today))
  const visits = createVisits(today)
  return {
    account: {
      username: 'nora',
      email: 'nora@example.org',
      firstName: 'Nora',
      lastName: 'Samplewood',
      dateOfBirth: people.nora.dateOfBirth,
    },
    members: Object.values(people).map(({ key, ...input }) => ({ key, input })),
    records: visits.map((visit) => ({
      key: visit.key,
      memberKey: visit.person,
      input: toRecordFields(visit),
    })),
    papers: createPapers({ people, visits }),
  }
}
