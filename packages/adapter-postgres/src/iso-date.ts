import { DomainError } from '@phrm/core'

/** PostgreSQL would take `yesterday` and `03/02/2024` as well; whether the day exists is left to it. */
export function isoDate<Text extends string | undefined>(text: Text): Text {
  if (text !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(text))
    throw new DomainError('invalid', 'A date is written as YYYY-MM-DD.')
  return text
}
