import * as v from 'valibot'
import type { Member, MemberInput } from '../api/types.ts'
import { translate } from '../i18n/i18n.ts'
import { today } from '../ui/dates.ts'

/** Those with a word of their own; anything else is free text. */
export const relationships = ['spouse', 'child', 'parent', 'sibling', 'other'] as const
export const sexes = ['female', 'male', 'other'] as const

type Relationship = (typeof relationships)[number] | 'self'
export const historyLimit = 5000

/** A person while it is being written. */
export interface PersonFields {
  name: string
  relationship: Relationship
  /** The free text when `relationship` is `other`. */
  relationshipText: string
  date_of_birth: string
  sex: (typeof sexes)[number] | ''
  medical_history: string
}

export function toPersonFields(person: Member | undefined): PersonFields {
  const relationship = person?.relationship ?? 'child'
  const known = isKnown(relationship)
  return {
    name: person?.name ?? '',
    relationship: known ? relationship : 'other',
    relationshipText: known ? '' : relationship,
    date_of_birth: person?.date_of_birth ?? '',
    sex: person?.sex ?? '',
    medical_history: person?.medical_history ?? '',
  }
}

/** What is empty is left out, which empties it on the server. */
export function toPersonInput(fields: PersonFields): MemberInput {
  const { date_of_birth, sex, medical_history } = fields
  const written = fields.relationship === 'other' ? fields.relationshipText.trim() : ''
  return {
    name: fields.name.trim(),
    relationship: written || fields.relationship,
    ...(date_of_birth ? { date_of_birth } : {}),
    ...(sex ? { sex } : {}),
    ...(medical_history.trim() ? { medical_history } : {}),
  }
}

export function personSchema() {
  return v.object({
    name: v.pipe(
      v.string(),
      v.trim(),
      v.nonEmpty(translate('auth.required')),
      v.maxLength(100, translate('people.nameTooLong')),
    ),
    relationship: v.picklist([...relationships, 'self']),
    relationshipText: v.pipe(v.string(), v.maxLength(50)),
    date_of_birth: v.pipe(
      v.string(),
      v.check((day) => day <= today(), translate('people.dateInFuture')),
    ),
    sex: v.picklist([...sexes, '']),
    medical_history: v.pipe(v.string(), v.maxLength(historyLimit)),
  })
}

/** The relationship as people say it; words of one's own stay as they are. */
export function toRelationshipText(relationship: string): string {
  return isKnown(relationship) ? translate(`people.relations.${relationship}`) : relationship
}

function isKnown(relationship: string): relationship is Relationship {
  return relationship === 'self' || relationships.some((word) => word === relationship)
}
