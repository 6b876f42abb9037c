import { createCalendar } from '../calendar.ts'
import { createPeople } from '../people/people.ts'
import { danielVisits } from './daniel.visits.ts'
import { idaVisits } from './ida.visits.ts'
import { leoVisits } from './leo.visits.ts'
import { noraVisits } from './nora.visits.ts'
import type { Visit } from './visit.ts'
import { walterVisits } from './walter.visits.ts'

/** All visits of the family, oldest first. */
export function createVisits(today: string): Visit[] {
  const calendar = createCalendar(today)
  const people = createPeople(calendar)
  return [
    ...noraVisits(calendar),
    ...danielVisits(calendar),
    ...leoVisits(calendar, people.leo),
    ...idaVisits(calendar, people.ida),
    ...walterVisits(calendar),
  ].sort((one, other) => one.date.localeCompare(other.date) || one.key.localeCompare(other.key))
}
