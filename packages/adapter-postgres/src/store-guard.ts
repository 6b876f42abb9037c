import { DomainError, type ErrorCode } from '@phrm/core'
import { sqlState } from './connection/database-error.ts'

/**
 * The same repository, with the same two walls around each of its methods: text that the database cannot keep is refused
 * before it is sent, and what the database refuses becomes a DomainError.
 */
export function guarded<Repository extends object>(repository: Repository): Repository {
  const methods = Object.entries(repository as Record<string, Method>).map(([name, method]) => [
    name,
    async (...given: unknown[]) => {
      given.forEach(refuseBrokenText)
      try {
        return await method(...given)
      } catch (error) {
        throw toRefusal(error)
      }
    },
  ])
  return Object.fromEntries(methods) as Repository
}

type Method = (...given: unknown[]) => Promise<unknown>

/** A lone surrogate would be kept as another character, and a NUL not at all. */
function refuseBrokenText(value: unknown): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) throw invalidText()
  } else if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(refuseBrokenText)
  }
}

function invalidText(): DomainError {
  return new DomainError('invalid', 'The text holds characters that are no text.')
}

export function toRefusal(error: unknown): unknown {
  if (error instanceof DomainError) return error
  const state = sqlState(error) ?? ''
  const refusal = REFUSALS[state] ?? (state.startsWith('22') ? REFUSALS['22000'] : undefined)
  return refusal ? new DomainError(refusal.code, refusal.message, { cause: error }) : error
}

const REFUSALS: Record<string, { code: ErrorCode; message: string }> = {
  '22000': { code: 'invalid', message: 'A value is not one that can be kept.' },
  '22001': { code: 'invalid', message: 'A text is too long.' },
  '23502': { code: 'invalid', message: 'A value is missing.' },
  '23503': { code: 'conflict', message: 'Something that this belongs to is gone.' },
  '23505': { code: 'conflict', message: 'There is one like this already.' },
  '23514': {
    code: 'invalid',
    message: 'A value is too long, or not one of those that are possible.',
  },
  '42501': { code: 'forbidden', message: 'You may look at this person, but not change anything.' },
  '54000': { code: 'too-large', message: 'A text is too long.' },
}
