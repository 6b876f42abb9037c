import { DomainError } from '../errors.ts'

export function wrongCredentials(): DomainError {
  return new DomainError(
    'wrong-credentials',
    'This e-mail address and password do not go together.',
  )
}
