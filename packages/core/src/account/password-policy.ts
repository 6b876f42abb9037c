import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { toOwnForms, toPasswordForms, isPattern } from './password-forms.ts'

/** NIST SP 800-63B-4: length counts, composition does not. `withFactor`: where a second factor guards the account, too. */
export const passwordLimits = { minimum: 15, withFactor: 8, maximum: 256 } as const

/** Whose password it is to be: their own words are the first that anybody tries. */
export interface PasswordOwner {
  username: string
  email: string
  firstName: string
  lastName: string
}

/**
 * Throws unless the password may be used: `password-too-short`, `password-common` (often chosen, a pattern, or made of one's own
 * names), or `invalid` when it is endless. Characters are code points of the NFC form.
 */
export function checkPassword({ commonPasswords }: Pick<Ports, 'commonPasswords'>) {
  return async (
    password: string,
    owner: PasswordOwner,
    { secondFactor = false }: { secondFactor?: boolean } = {},
  ): Promise<void> => {
    const { maximum, minimum, withFactor } = passwordLimits
    const least = secondFactor ? withFactor : minimum
    const length = [...password.normalize('NFC')].length
    if (length < least) throw tooShort(least)
    if (length > maximum) throw refused('invalid', `A password has at most ${maximum} characters.`)
    const forms = toPasswordForms(password)
    const own = new Set(toOwnForms(owner))
    if (forms.some((form) => own.has(form))) {
      throw refused(
        'password-common',
        'The password must not be made of your own names or address.',
      )
    }
    if (isPattern(password) || (await commonPasswords.hasAny(forms))) {
      throw refused(
        'password-common',
        'Many people use this password, or one much like it. Please put together a few words that only you would.',
      )
    }
  }
}

/** Whether it is good enough only where a second factor guards the account, too. */
export function leansOnFactor(password: string): boolean {
  return [...password.normalize('NFC')].length < passwordLimits.minimum
}

function tooShort(least: number): DomainError {
  return refused(
    'password-too-short',
    `A password has at least ${least} characters. A few words that only you would put together are easy to remember.`,
  )
}

function refused(
  code: 'invalid' | 'password-too-short' | 'password-common',
  message: string,
): DomainError {
  return new DomainError(code, message, { field: 'password' })
}
