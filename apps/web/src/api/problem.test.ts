import { describe, expect, it } from 'vitest'
import { problem } from '../testing/fake-server.ts'
import { toApiError } from './problem.ts'

describe('ApiError', () => {
  it('gives each field its first message', async () => {
    const error = await toApiError(
      problem(400, 'invalid', 'Two fields are wrong.', {
        field: 'date',
        errors: [
          { field: 'date', message: 'No such day.' },
          { field: 'date', message: 'Second.' },
          { field: 'notes', message: 'Too long.' },
        ],
      }),
    )
    expect(error.fields).toEqual({ date: 'No such day.', notes: 'Too long.' })
    expect(error.message).toBe('Two fields are wrong.')
  })

  it('survives an answer that is no problem+json', async () => {
    const error = await toApiError(new Response('<html>Bad gateway</html>', { status: 502 }))
    expect(error).toMatchObject({ status: 502, code: 'unexpected', fields: {} })
  })

  it('knows when to come back', async () => {
    const response = problem(429, 'too-many-requests', 'Slow down.')
    response.headers.set('Retry-After', '17')
    expect((await toApiError(response)).retryAfter).toBe(17)
  })
})
