import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, type ErrorCode, type ErrorDetails } from '@phrm/core'
import { toFieldErrors } from './field-errors.ts'
import type { ProblemBody } from './problem.schema.ts'

const statuses = {
  invalid: 400,
  'password-too-short': 400,
  'password-common': 400,
  unauthenticated: 401,
  'wrong-credentials': 401,
  forbidden: 403,
  'insufficient-scope': 403,
  'reauth-required': 403,
  'deletion-pending': 403,
  'not-found': 404,
  'consent-required': 409,
  conflict: 409,
  'version-stale': 412,
  'too-large': 413,
  'unsupported-type': 415,
  'idempotency-mismatch': 422,
  'version-required': 428,
  'too-many-requests': 429,
  'ai-unavailable': 503,
  unavailable: 503,
  'storage-full': 507,
} satisfies Record<ErrorCode, number>

/** For what the core knows nothing of: the protocol itself. */
export class HttpError extends Error {
  override name = 'HttpError'
  readonly statusCode: number
  readonly code: string

  constructor(statusCode: number, code: string, message: string) {
    super(message)
    this.statusCode = statusCode
    this.code = code
  }
}

export type Problem = Omit<ProblemBody, 'request_id'>

/** The only place that answers errors. Whatever is not understood is a fault of ours and tells nothing. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error)
  if (problem.status >= 500) request.log.error({ err: error }, 'failed')
  const seconds = error instanceof DomainError ? error.details.retryAfter : undefined
  if (seconds !== undefined) reply.header('retry-after', Math.ceil(seconds))
  else if (problem.status === 503) reply.header('retry-after', 5)
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  sendProblem(reply, problem)
}

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  reply.problemCode = problem.code
  // Headers of the answer that was meant to be given say nothing true about this one.
  for (const name of ['content-disposition', 'content-length', 'etag']) reply.removeHeader(name)
  reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ ...problem, request_id: reply.request.id })
}

export function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) {
    return {
      ...problem(statuses[error.code], error.code, error.message),
      ...toExtras(error.details),
    }
  }
  if (error instanceof HttpError) return problem(error.statusCode, error.code, error.message)
  const { validation, statusCode = 500 } = error as Partial<FastifyError>
  if (validation) return toInvalid(toFieldErrors(validation))
  const known = protocolErrors[statusCode]
  if (known) return problem(statusCode, ...known)
  return statusCode >= 400 && statusCode < 500
    ? problem(400, 'invalid', malformed)
    : problem(500, 'internal', internal)
}

const malformed = 'The request is malformed.'
const internal = 'Something went wrong inside PHRM. It has been written to the log.'

/** What Fastify and its plugins refuse. Their own messages quote what was sent. */
const protocolErrors: Record<number, [code: string, detail: string]> = {
  400: ['invalid', malformed],
  403: ['forbidden', 'Not allowed.'],
  404: ['not-found', 'There is nothing here that you can see.'],
  408: ['invalid', 'The request took too long to arrive.'],
  413: ['too-large', 'The request is too large.'],
  414: ['too-large', 'The address is too long.'],
  415: ['unsupported-type', 'This kind of content is not taken here.'],
  503: ['unavailable', 'That took too long. Please try again.'],
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail }
}

function toExtras({ field, version, hosts }: ErrorDetails): Partial<Problem> {
  return {
    ...(field !== undefined && { field }),
    ...(version !== undefined && { version }),
    ...(hosts !== undefined && { hosts }),
  }
}

function toInvalid(errors: Problem['errors'] & object): Problem {
  const [first] = errors
  const detail = first ? `${first.field || 'The body'} ${first.message}.` : malformed
  return { ...problem(400, 'invalid', detail), ...(first?.field && { field: first.field }), errors }
}
