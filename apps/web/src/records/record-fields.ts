import type { HealthRecord, RecordInput } from '../api/types.ts'

/** Longest text of each field in characters, as the API has them; in the order in which they are written. */
export const textLimits = {
  chief_complaint: 2000,
  doctor: 200,
  diagnosis: 2000,
  prescription: 3000,
  investigations: 2000,
  notes: 3000,
  review_followup: 1000,
} as const

export type TextField = keyof typeof textLimits
export const textFields = Object.keys(textLimits) as TextField[]

/** A record while it is being written: empty texts instead of absent ones. */
export interface RecordFields extends Record<TextField, string> {
  date: string
  family_member_id: number | undefined
  /** Empty: none. */
  review_followup_due: string
}

export function toEmptyFields(personId: number | undefined, date: string): RecordFields {
  return { date, family_member_id: personId, review_followup_due: '', ...toTexts(() => '') }
}

export function toFields(record: HealthRecord): RecordFields {
  return {
    date: record.date,
    family_member_id: record.family_member.id,
    review_followup_due: record.review_followup_due ?? '',
    ...toTexts((field) => record[field] ?? ''),
  }
}

/** Texts go out as they were written; those that are blank are left out. */
export function toInput(fields: RecordFields): RecordInput {
  const written = textFields.filter((field) => fields[field].trim() !== '')
  return {
    date: fields.date,
    ...(fields.family_member_id === undefined ? {} : { family_member_id: fields.family_member_id }),
    ...(fields.review_followup_due ? { review_followup_due: fields.review_followup_due } : {}),
    ...Object.fromEntries(written.map((field) => [field, fields[field]])),
  }
}

export function sameFields(one: RecordFields, other: RecordFields): boolean {
  return differingFields(one, other).length === 0
}

export function differingFields(one: RecordFields, other: RecordFields): (keyof RecordFields)[] {
  return (['date', 'family_member_id', ...textFields, 'review_followup_due'] as const).filter(
    (field) => one[field] !== other[field],
  )
}

function toTexts(text: (field: TextField) => string): Record<TextField, string> {
  return Object.fromEntries(textFields.map((field) => [field, text(field)])) as Record<
    TextField,
    string
  >
}
