import type { Problem } from './types.ts'

/** What the server refused, or that it could not be reached. The message is a sentence for people. */
export class ApiError extends Error {
  override name = 'ApiError'
  /** 0 when there was no answer. */
  readonly status: number
  /** The problem's code; `unreachable` when there was no answer, `unexpected` when it was no problem+json. */
  readonly code: string
  readonly problem: Partial<Problem> & Record<string, unknown>
  /** Seconds after which the same request may succeed. */
  readonly retryAfter: number | undefined

  constructor(status: number, problem: Partial<Problem>, retryAfter?: number) {
    super(problem.detail ?? problem.title ?? 'Something went wrong.')
    this.status = status
    this.code = problem.code ?? 'unexpected'
    this.problem = problem as Partial<Problem> & Record<string, unknown>
    this.retryAfter = retryAfter
  }

  /** What the server said of single fields, by their names in the API; the first message of each counts. */
  get fields(): Record<string, string> {
    const named = this.problem.errors ?? []
    const single = this.problem.field ? [{ field: this.problem.field, message: this.message }] : []
    const messages: Record<string, string> = {}
    for (const { field, message } of [...named, ...single]) messages[field] ??= message
    return messages
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}

export function unreachable(): ApiError {
  return new ApiError(0, {
    code: 'unreachable',
    detail: 'PHRM does not answer. Check that it is running, then try again.',
  })
}

export async function toApiError(response: Response, body?: unknown): Promise<ApiError> {
  const problem = body ?? (await response.json().catch(() => undefined))
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined
  return new ApiError(response.status, isProblem(problem) ? problem : {}, retryAfter)
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value
}

interface Result<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** The answer of a call of `api`, or an ApiError. */
export async function unwrap<Data>(call: Promise<Result<Data>>): Promise<Data> {
  return (await unwrapVersioned(call)).value
}

/** With the ETag, to be sent back as If-Match when the thing is changed. */
export async function unwrapVersioned<Data>(
  call: Promise<Result<Data>>,
): Promise<{ value: Data; version: string }> {
  const { data, error, response } = await call
  if (!response.ok) throw await toApiError(response, error)
  return { value: data as Data, version: response.headers.get('ETag') ?? '' }
}
