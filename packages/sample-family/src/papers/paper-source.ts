import type { Person, PersonKey } from '../people/people.ts'
import type { Visit } from '../visits/visit.ts'

/** What the papers are written from: the people and their visits. */
export interface PaperSource {
  people: Record<PersonKey, Person>
  /** Throws for a key that no visit has: a paper without its record is a mistake of this package. */
  getVisit(key: string): Visit
}

/** `Dr. Helen Mockridge` of `Dr. Helen Mockridge, Sampleton Family Practice`. */
export function nameOfDoctor(visit: Visit): string {
  return visit.doctor?.split(',')[0] ?? ''
}

/** `IMG_20260724_183207.jpg`, as phones name pictures. */
export function photoName(date: string): string {
  return `IMG_${date.replaceAll('-', '')}_183207.jpg`
}
