import * as v from 'valibot'
import { translate } from '../i18n/i18n.ts'

const required = () => v.pipe(v.string(), v.trim(), v.nonEmpty(translate('auth.required')))
const email = () => v.pipe(required(), v.email(translate('auth.emailWrong')), v.maxLength(254))

/** Lengths count characters as people see code points, of the composed form, as the server does. */
export function passwordLength(password: string): number {
  return [...password.normalize('NFC')].length
}

export const shortestPassword = 15

export function forgotSchema() {
  return v.object({ email: email() })
}

/** How long it must be depends on a second factor, of which the server alone knows. */
export function resetSchema() {
  return v.object({
    password: v.pipe(
      v.string(),
      v.nonEmpty(translate('auth.required')),
      v.check((password) => passwordLength(password) <= 256, translate('auth.passwordLong')),
    ),
  })
}

export function signInSchema() {
  return v.object({
    email: required(),
    password: v.pipe(v.string(), v.nonEmpty(translate('auth.required'))),
    remember: v.boolean(),
  })
}

export function registerSchema() {
  return v.object({
    first_name: v.pipe(required(), v.maxLength(100)),
    last_name: v.pipe(required(), v.maxLength(100)),
    username: v.pipe(
      required(),
      v.minLength(3, translate('auth.usernameLength')),
      v.maxLength(50, translate('auth.usernameLength')),
    ),
    email: email(),
    password: v.pipe(
      v.string(),
      v.check(
        (password) => passwordLength(password) >= shortestPassword,
        ({ input }) =>
          translate('auth.passwordShort', {
            count: shortestPassword - passwordLength(String(input)),
          }),
      ),
      v.check((password) => passwordLength(password) <= 256, translate('auth.passwordLong')),
    ),
    date_of_birth: v.string(),
    code: v.string(),
  })
}
