import { describe, expect, it } from 'vitest'
import { answerChecker } from './check-answer.ts'
import type { Operation } from './description.ts'

const check = answerChecker({
  schemas: {
    Thing: {
      type: 'object',
      required: ['id', 'date'],
      properties: { id: { type: 'integer' }, date: { type: 'string', format: 'date' } },
    },
  },
})

const operation: Operation = {
  method: 'GET',
  path: '/things/{id}',
  operationId: 'getThing',
  parameters: [],
  responses: {
    200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
    204: {},
  },
}

const type = 'application/json; charset=utf-8'
const json = (value: unknown, status = 200) => ({ status, type, body: JSON.stringify(value) })

describe('what the fuzzer calls a fault', () => {
  it('is not an answer as it is described', () => {
    expect(check(operation, json({ id: 1, date: '2024-01-15' }))).toBeUndefined()
    expect(check(operation, { status: 204, type: undefined, body: '' })).toBeUndefined()
  })

  it.each([
    ['a status that is not declared', json({}, 404)],
    ['another kind of content', { status: 200, type: 'text/html', body: '' }],
    ['no kind of content', { status: 200, type: undefined, body: '' }],
    ['a body where there is none', { status: 204, type, body: '{}' }],
    ['a field that is missing', json({ id: 1 })],
    ['a field of another type', json({ id: '1', date: '2024-01-15' })],
    ['a day that is none', json({ id: 1, date: 'soon' })],
    ['text that is no JSON', { status: 200, type, body: '{' }],
  ])('is %s', (_name, given) => {
    expect(check(operation, given)).toEqual(expect.any(String))
  })
})
