import { DomainError } from '../errors.ts'

/** The canonical form of a BCP 47 tag. Throws `invalid`. */
export function toLanguage(tag: string): string {
  const language = attempt(() => Intl.getCanonicalLocales(tag)[0])
  if (language === undefined || language.length > 35) {
    throw new DomainError('invalid', 'A language is written as en or pt-BR.', { field: 'language' })
  }
  return language
}

/** A name of the IANA database as this machine knows it; offsets such as +01:00 know no summer. Throws `invalid`. */
export function toTimeZone(name: string): string {
  const options = () => new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
  const zone = /^[A-Za-z]/.test(name) ? attempt(() => options().timeZone) : undefined
  if (zone === undefined) {
    throw new DomainError('invalid', 'A time zone is written as Europe/Berlin.', {
      field: 'time_zone',
    })
  }
  // Intl calls some zones by an older name; what was asked for is as good.
  return zone.toLowerCase() === name.toLowerCase() ? zone : name
}

/** Intl refuses by throwing. */
function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
