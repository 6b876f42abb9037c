import { addMonths, workingDayUpTo } from '../calendar.ts'
import type { Trend } from '../lab/trend.ts'
import { wavering } from '../lab/trend.ts'
import { doctors } from '../people/doctors.ts'
import type { Person } from '../people/people.ts'
import type { DatedVaccination } from './vaccinations.ts'
import { inLines, vaccinationsAt } from './vaccinations.ts'
import type { Visit } from './visit.ts'

export interface WellChild {
  child: Person
  /** Share of the median weight and length, for instance 1.04. */
  build: number
  batchPrefix: string
  /** Age in months and what the doctor noted. */
  visits: [ageInMonths: number, notes: string, diagnosis?: string][]
  /** After the last of them. */
  followup: string
}

/** Check-ups by age, with weight, length and the vaccinations that are due. */
export function wellChildVisits({
  child,
  build,
  batchPrefix,
  visits,
  followup,
}: WellChild): Visit[] {
  return visits.map(([age, notes, diagnosis = 'Healthy child, normal development.'], index) => {
    const given = inLines(vaccinationsAt(age, batchPrefix))
    const next = visits[index + 1]
    return {
      key: `${child.key}-check-${age}`,
      person: child.key,
      date: dateOfCheck(child, age),
      chiefComplaint: `Check-up at ${spokenAge(age)}${given && ', vaccination'}.`,
      doctor: doctors.children,
      investigations: measurements(child, age, build),
      diagnosis,
      notes,
      ...(given && { prescription: given }),
      reviewFollowup: next ? `Next check-up at ${spokenAge(next[0])}.` : followup,
    }
  })
}

/** The card: all that was given at the visits. */
export function listVaccinations({ child, batchPrefix, visits }: WellChild): DatedVaccination[] {
  return visits.flatMap(([age]) =>
    vaccinationsAt(age, batchPrefix).map((given) => ({ date: dateOfCheck(child, age), ...given })),
  )
}

function dateOfCheck(child: Person, age: number): string {
  return workingDayUpTo(addMonths(child.dateOfBirth, age))
}

function spokenAge(months: number): string {
  return months >= 24 && months % 12 === 0 ? `${months / 12} years` : `${months} months`
}

function measurements(child: Person, age: number, build: number): string {
  const medians = child.sex === 'male' ? boys : girls
  const weight = wavering(`${child.key} weight`, medians.weight, -age, 0.1) * build
  const length = wavering(`${child.key} length`, medians.length, -age, 0.4) * (1 + (build - 1) / 3)
  return `Weight ${weight.toFixed(1)} kg, ${age < 24 ? 'length' : 'height'} ${length.toFixed(1)} cm.`
}

// Medians by age in months (written as negative, so that time runs forwards), after the WHO growth standards.
const girls = {
  weight: [
    [-1, 4.2],
    [-2, 5.1],
    [-4, 6.4],
    [-6, 7.3],
    [-9, 8.2],
    [-12, 8.9],
    [-15, 9.6],
    [-18, 10.2],
  ],
  length: [
    [-1, 53.7],
    [-2, 57.1],
    [-4, 62.1],
    [-6, 65.7],
    [-9, 70.1],
    [-12, 74],
    [-15, 77.5],
    [-18, 80.7],
  ],
} as const satisfies Record<string, Trend>

const boys = {
  weight: [
    [-1, 4.5],
    [-2, 5.6],
    [-4, 7],
    [-6, 7.9],
    [-12, 9.6],
    [-15, 10.3],
    [-18, 10.9],
    [-24, 12.2],
    [-36, 14.3],
    [-48, 16.3],
    [-60, 18.3],
    [-84, 22.9],
    [-96, 25.4],
  ],
  length: [
    [-1, 54.7],
    [-2, 58.4],
    [-4, 63.9],
    [-6, 67.6],
    [-12, 75.7],
    [-15, 79.1],
    [-18, 82.3],
    [-24, 87.8],
    [-36, 96.1],
    [-48, 103.3],
    [-60, 110],
    [-84, 121.7],
    [-96, 127.3],
  ],
} as const satisfies Record<string, Trend>
