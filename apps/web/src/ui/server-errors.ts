import { ApiError } from '../api/problem.ts'

export interface FieldError {
  name: string
  message: string
}

/** Splits what the server said into what belongs to fields of the form and what belongs above it. */
export function splitServerError(
  error: unknown,
  fields: readonly string[],
): { fields: FieldError[]; rest: Error | undefined } {
  if (!(error instanceof ApiError)) throw error
  const named = Object.entries(error.fields).map(([name, message]) => ({ name, message }))
  const known = named.filter(({ name }) => fields.includes(name))
  return { fields: known, rest: known.length > 0 ? undefined : error }
}
