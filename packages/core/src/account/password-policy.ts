import { DomainError } from '../errors.ts'

/** NIST SP 800-63B-4: length counts, composition does not. */
export const passwordLimits = { minimum: 15, maximum: 256 } as const

/** Throws `invalid` unless the password may be used. Characters are code points of the NFC form. */
export function checkPassword(password: string, person: { username: string; email: string }): void {
  const normal = password.normalize('NFC')
  const length = [...normal].length
  if (length < passwordLimits.minimum || length > passwordLimits.maximum) {
    throw refused(
      `A password has ${passwordLimits.minimum} to ${passwordLimits.maximum} characters. A few words that only you would put together are easy to remember.`,
    )
  }
  const lower = normal.toLowerCase()
  if (lower === person.email.toLowerCase() || lower === person.username.toLowerCase()) {
    throw refused('The password must differ from your e-mail address and username.')
  }
}

function refused(message: string): DomainError {
  return new DomainError('invalid', message, { field: 'password' })
}
