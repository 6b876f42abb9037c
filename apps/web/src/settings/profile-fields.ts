import * as v from 'valibot'
import type { User, UserInput } from '../api/types.ts'
import { translate } from '../i18n/i18n.ts'

export interface ProfileFields {
  first_name: string
  last_name: string
  username: string
  date_of_birth: string
}

export const profileFields = ['first_name', 'last_name', 'username', 'date_of_birth'] as const

export function profileSchema() {
  const required = () => v.pipe(v.string(), v.trim(), v.nonEmpty(translate('settings.needed')))
  const name = () => v.pipe(required(), v.maxLength(100, translate('settings.tooLong')))
  const length = translate('settings.usernameLength')
  return v.object({
    first_name: name(),
    last_name: name(),
    username: v.pipe(required(), v.minLength(3, length), v.maxLength(50, length)),
    date_of_birth: v.string(),
  })
}

export function toProfileFields(user: User): ProfileFields {
  const { first_name, last_name, username, date_of_birth } = user
  return { first_name, last_name, username, date_of_birth: date_of_birth ?? '' }
}

/** Only what differs from what is stored; an emptied birth date is left as it was, as the API cannot clear it. */
export function toChange(fields: ProfileFields, user: User): UserInput {
  const stored = toProfileFields(user)
  const changed = profileFields.filter(
    (field) => fields[field].trim() !== stored[field] && fields[field].trim() !== '',
  )
  return Object.fromEntries(changed.map((field) => [field, fields[field].trim()]))
}
