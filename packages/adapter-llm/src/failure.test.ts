import { describe, expect, it } from 'vitest'
import { toHttpFailure } from './failure.ts'

/** Bodies as seen in the wild. */
const seen = [
  [
    400,
    {
      error: {
        message: "The requested model 'a/b' is not supported by any provider you have enabled.",
        code: 'model_not_supported',
      },
    },
    'model-gone',
  ],
  [
    400,
    { error: { message: 'The model `x` has been decommissioned', code: 'model_decommissioned' } },
    'model-gone',
  ],
  [
    400,
    {
      error: {
        message: 'The supported API model names are deepseek-flash, but you passed x.',
        code: 'invalid_request_error',
      },
    },
    'model-gone',
  ],
  [404, { error: "model 'medgemma' not found" }, 'model-gone'],
  [410, 'Gone', 'model-gone'],
  [
    400,
    {
      object: 'error',
      message: "This model's maximum context length is 4096 tokens. However, you requested 5000.",
    },
    'too-long',
  ],
  [
    422,
    {
      error: 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096',
      error_type: 'validation',
    },
    'too-long',
  ],
  [400, { error: 'the input length exceeds the context length' }, 'too-long'],
  [
    413,
    { error: { message: 'Request too large', type: 'tokens', code: 'rate_limit_exceeded' } },
    'too-long',
  ],
  [
    429,
    { error: { message: 'You exceeded your quota', code: 'insufficient_quota' } },
    'no-balance',
  ],
  [402, { error: { message: 'Insufficient Balance', type: 'unknown_error' } }, 'no-balance'],
  [401, { error: 'Invalid username or password.' }, 'wrong-key'],
  [403, '<html>Forbidden</html>', 'no-rights'],
  [400, { error: { error: { message: 'no', code: 'bad' } } }, 'refused'],
  [405, null, 'refused'],
  [529, 'overloaded', 'overloaded'],
  [408, '', 'overloaded'],
  [302, '', 'garbled'],
] as const

describe('HTTP failure', () => {
  it.for(seen)('%i %j means %s', ([status, body, failure]) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expect(toHttpFailure(status, new Headers(), text).failure).toBe(failure)
  })

  it.for([
    [{ 'retry-after': '4' }, '', 4],
    [{ 'retry-after': '1.2' }, '', 2],
    [{ 'retry-after': new Date(Date.now() - 5_000).toUTCString() }, '', 0],
    [{ 'retry-after': 'soon' }, '', undefined],
    [{}, '{"error":"Model is currently loading","estimated_time":20}', 20],
    [{}, '', undefined],
  ] as const)('%j %s is to be waited for %s s', ([headers, body, seconds]) => {
    expect(toHttpFailure(503, new Headers(headers), body).retryAfter).toBe(seconds)
  })

  it('tells the code but not the words', () => {
    const body = {
      error: { message: 'Bad prompt: my potassium is 6.1', code: 'x', type: 'my potassium' },
    }
    const { message } = toHttpFailure(400, new Headers(), JSON.stringify(body))
    expect(message).toBe('HTTP 400 x')
  })
})
