import type { RecordTextField } from '@phrm/core'
import { inOneLine } from '../lab/lab-result.ts'
import type { LabResult } from '../lab/lab-result.ts'
import type { PersonKey } from '../people/people.ts'

/** A record in the making: it keeps its results apart, so that papers can print the very same values. */
export interface Visit extends Partial<Record<RecordTextField, string>> {
  /** Names the visit for the papers, for instance `walter-review-4`. */
  key: string
  person: PersonKey
  date: string
  results?: LabResult[]
}

export type VisitFields = Omit<Visit, 'key' | 'person'>

/** The text fields of the record; results follow what was examined. */
export function toRecordFields(
  visit: Visit,
): Partial<Record<RecordTextField, string>> & { date: string } {
  const { key: _key, person: _person, results, ...fields } = visit
  const investigations = [fields.investigations, results && inOneLine(results)]
  return {
    ...fields,
    ...(results && { investigations: investigations.filter(Boolean).join('\n') }),
  }
}
