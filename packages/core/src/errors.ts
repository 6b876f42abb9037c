/** Every way in which a use case can refuse. The API maps each to a status in one exhaustive table. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'wrong-credentials'
  | 'password-too-short'
  | 'password-common'
  | 'forbidden'
  | 'insufficient-scope'
  | 'reauth-required'
  | 'consent-required'
  | 'deletion-pending'
  | 'not-found'
  | 'conflict'
  | 'idempotency-mismatch'
  | 'version-required'
  | 'version-stale'
  | 'too-large'
  | 'unsupported-type'
  | 'too-many-requests'
  | 'ai-unavailable'
  | 'storage-full'
  | 'unavailable'

export interface ErrorDetails extends ErrorOptions {
  /** Name of the field at fault, as the client sent it. */
  field?: string
  /** Seconds after which the same request may succeed. */
  retryAfter?: number
  /** Current version of the thing, for `version-stale`. */
  version?: number
  /** Hosts that could answer, for `consent-required`. */
  hosts?: string[]
}

/** The only error that the core throws. It knows nothing of HTTP; its message is shown to people. */
export class DomainError extends Error {
  override name = 'DomainError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details)
    this.code = code
    this.details = details
  }
}

/** For those with whom a person is shared to look at. */
export function mayOnlyLook(): DomainError {
  return new DomainError('forbidden', 'You may look at this person, but not change anything.')
}

/** For editors: what stays with those whose person it is. */
export function onlyOwners(): DomainError {
  return new DomainError('forbidden', 'Only those whose person this is decide about that.')
}

/** What is missing and what belongs to someone else are told apart by nobody: the answer is the same. */
export function notFound(): DomainError {
  return new DomainError('not-found', 'There is nothing here that you can see.')
}
