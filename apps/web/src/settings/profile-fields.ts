import * as v from 'valibot'
import type { User, UserInput } from '../api/types.ts'
import { translate } from '../i18n/i18n.ts'

export interface ProfileFields {
  first_name: string
  last_name: string
  username: string
  date_of_birth: string
  language: string
  time_zone: string
}

export const profileFields = [
  'first_name',
  'last_name',
  'username',
  'date_of_birth',
  'language',
  'time_zone',
] as const

export function profileSchema() {
  const required = () => v.pipe(v.string(), v.trim(), v.nonEmpty(translate('settings.needed')))
  const name = () => v.pipe(required(), v.maxLength(100, translate('settings.tooLong')))
  const length = translate('settings.usernameLength')
  return v.object({
    first_name: name(),
    last_name: name(),
    username: v.pipe(required(), v.minLength(3, length), v.maxLength(50, length)),
    date_of_birth: v.string(),
    language: required(),
    time_zone: required(),
  })
}

export function toProfileFields(user: User): ProfileFields {
  const { first_name, last_name, username, date_of_birth, language, time_zone } = user
  return {
    first_name,
    last_name,
    username,
    date_of_birth: date_of_birth ?? '',
    language,
    time_zone,
  }
}

/** Only what differs from what is stored; an emptied birth date is cleared. */
export function toChange(fields: ProfileFields, user: User): UserInput {
  const stored = toProfileFields(user)
  const changed = profileFields.filter((field) => fields[field].trim() !== stored[field])
  return Object.fromEntries(
    changed.map((field) => {
      const text = fields[field].trim()
      return [field, field === 'date_of_birth' && text === '' ? null : text]
    }),
  )
}

/** Of mails, dates and numbers; the pages themselves are in English. */
export function listLanguages(own: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(undefined, { type: 'language' })
  const all = [...new Set([own, 'en', 'en-GB', 'de', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'sv'])]
  return all.map((value) => ({ value, label: names.of(value) ?? value }))
}

export function listTimeZones(own: string): string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
}
