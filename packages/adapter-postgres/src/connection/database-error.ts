import { DomainError } from '@phrm/core'

/** The SQLSTATE of an error, when the database sent one. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // Each has a digit, and EPIPE has none.
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** True where the same transaction, run again from its start, may well succeed. */
export function isWorthRetrying(error: unknown): boolean {
  const state = sqlState(error)
  return state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED || isStaleStatement(error)
}

/** The connection holds a prepared statement that a migration, or a proxy, has made useless. */
export function isStaleStatement(error: unknown): boolean {
  const state = sqlState(error)
  if (state === INVALID_STATEMENT_NAME) return true
  return state === FEATURE_NOT_SUPPORTED && /cached plan/.test((error as Error).message)
}

/** What is nobody's fault in here becomes a refusal that the API can name; the rest is passed on as it is. */
export function toDomainError(error: unknown): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error
  if (sqlState(error) === DISK_FULL)
    return new DomainError('storage-full', 'The disk of the database is full.', { cause: error })
  return isOutage(error) ? unavailable(error) : error
}

export function unavailable(cause?: unknown): DomainError {
  const message = 'The database does not answer at the moment. Please try again.'
  return new DomainError('unavailable', message, { retryAfter: 1, cause })
}

function isOutage(error: Error): boolean {
  const state = sqlState(error)
  if (state) return OUTAGE_STATES.has(state) || state.startsWith('08')
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'string') return SOCKET_CODES.has(code)
  return PG_CLIENT_MESSAGES.test(error.message)
}

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'
const INVALID_STATEMENT_NAME = '26000'
const FEATURE_NOT_SUPPORTED = '0A000'
const DISK_FULL = '53100'

const OUTAGE_STATES = new Set([
  '25P03', // idle_in_transaction_session_timeout
  '53200', // out of memory
  '53300', // too many connections
  '55P03', // lock_timeout
  '57014', // statement_timeout
  '57P01', // shut down by an administrator
  '57P02', // crash of another backend
  '57P03', // starting up
  '57P05', // idle_session_timeout
])

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_DESTROYED',
])

/** The client's own words for a connection that is gone, or did not come: it gives them no code. */
const PG_CLIENT_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/
