import { AIProviderError, type AIFailure } from '@phrm/core'

/**
 * The meaning of a response that is not 2xx. Of what the vendor says only its code goes on, never its sentences: some
 * repeat the request in them.
 */
export function toHttpFailure(status: number, headers: Headers, body: string): AIProviderError {
  const reason = toReason(parse(body))
  const failure = findByReason(reason) ?? byStatus(status)
  return new AIProviderError(failure, `HTTP ${status}${reason.code && ` ${reason.code}`}`, {
    retryAfter: retryAfter(headers) ?? reason.retryAfter,
  })
}

/** The meaning of an error that came instead of more text, in the vendor's own words. */
export function toStreamFailure(error: unknown): AIProviderError {
  const reason = toReason(error)
  const failure = findByReason(reason) ?? 'overloaded'
  return new AIProviderError(failure, `Error within the answer${reason.code && ` ${reason.code}`}`)
}

/**
 * What a vendor's SDK threw. Its own error is not kept as a cause: some hold the whole request.
 * `signal` tells that we gave up ourselves, and why.
 */
export function toProviderError(error: unknown, signal: AbortSignal): AIProviderError {
  if (signal.aborted && signal.reason instanceof AIProviderError) return signal.reason
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (at instanceof AIProviderError) return at
  const said = saidInStream(error)
  if (said) return toStreamFailure(said)
  const name = error instanceof Error ? error.name : typeof error
  return new AIProviderError('garbled', `The answer does not follow the protocol (${name}).`)
}

/** openai and groq-sdk keep the body of an error event in `error`, Hugging Face in `httpResponse.body`. */
function saidInStream(error: unknown): unknown {
  const { error: body, httpResponse } = Object(error) as {
    error?: unknown
    httpResponse?: { body?: unknown }
  }
  return body ?? (httpResponse?.body || undefined)
}

interface Reason {
  /** The vendor's code or type, or nothing when it has an odd form. */
  code: string
  message: string
  /** Seconds. */
  retryAfter: number | undefined
}

/** Bodies are `{error: {message, code, type}}`, `{error: "text"}`, `{message}`, or nested once more. */
function toReason(body: unknown): Reason {
  const outer = Object(body) as Record<string, unknown>
  if (typeof outer.error === 'object' && outer.error) return toReason(outer.error)
  const code = [outer.code, outer.error_type, outer.type].find(isCode) ?? ''
  const message = [outer.message, outer.error, outer.detail, body].find(
    (text) => typeof text === 'string',
  )
  const wait = outer.estimated_time
  return { code, message: message ?? '', retryAfter: typeof wait === 'number' ? wait : undefined }
}

function isCode(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{1,60}$/.test(value)
}

const byCode: Record<string, AIFailure> = {
  model_not_supported: 'model-gone',
  model_not_found: 'model-gone',
  model_decommissioned: 'model-gone',
  context_length_exceeded: 'too-long',
  insufficient_quota: 'no-balance',
  invalid_api_key: 'wrong-key',
}

const byMessage: [RegExp, AIFailure][] = [
  [/supported API model names|model\b.{0,200}\b(not found|does not exist)/is, 'model-gone'],
  [/context (length|window|size)|too many tokens|tokens\b.{0,60}must be <=/i, 'too-long'],
]

function findByReason({ code, message }: Reason): AIFailure | undefined {
  return byCode[code] ?? byMessage.find(([pattern]) => pattern.test(message))?.[1]
}

const byExactStatus: Record<number, AIFailure> = {
  401: 'wrong-key',
  402: 'no-balance',
  403: 'no-rights',
  404: 'model-gone',
  408: 'overloaded',
  410: 'model-gone',
  413: 'too-long',
  429: 'rate-limited',
}

function byStatus(status: number): AIFailure {
  if (status >= 500) return 'overloaded'
  // A redirect is not followed, and nothing else below 400 can get here.
  return status < 400 ? 'garbled' : (byExactStatus[status] ?? 'refused')
}

function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (!value) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
