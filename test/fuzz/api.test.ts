import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { giveBelongings, type Belongings } from '../security/support/belongings.ts'
import {
  openPhrmUnderTest,
  type Client,
  type PhrmUnderTest,
} from '../security/support/phrm-under-test.ts'
import { hostileValue, mutated } from './hostile.ts'
import { listOperations } from './operations.ts'
import { runs } from './runs.ts'

let phrm: PhrmUnderTest
let owner: Client
let belongings: Belongings

beforeAll(async () => {
  phrm = await openPhrmUnderTest()
  owner = await phrm.register('owner')
  belongings = await giveBelongings(phrm, owner, 'canary')
})

afterAll(() => phrm?.close())

/** Never a fault of ours, and what is refused is refused in the one form that clients know. */
async function expectManners(request: InjectOptions): Promise<void> {
  const response = await owner.send(request)
  expect(response.statusCode, JSON.stringify(request)).toBeLessThan(500)
  if (response.statusCode < 400) return
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(response.json()).toMatchObject({ status: response.statusCode, code: expect.any(String) })
  expect(response.body).not.toMatch(/select |insert |node_modules|\.ts:\d/i)
}

describe('whatever a field holds', () => {
  test.each(listOperations().filter(({ example }) => example))(
    '$method $path',
    async ({ method, path, example }) => {
      await fc.assert(
        fc.asyncProperty(mutated(example ?? {}), async (payload) => {
          await expectManners({
            method,
            url: fillIn(path),
            payload: JSON.stringify(payload),
            headers: json,
          })
        }),
        { numRuns: runs },
      )
    },
  )
})

describe('whatever stands in the address', () => {
  test.each(listOperations().filter(({ method }) => method === 'GET'))(
    '$path',
    async ({ path }) => {
      const text = hostileValue.map((value) =>
        encodeURIComponent(wellFormed(String(value))).slice(0, 4000),
      )
      await fc.assert(
        fc.asyncProperty(
          text,
          text,
          fc.constantFrom('page', 'per_page', 'family_member_id', 'from', 'x'),
          async (id, value, name) => {
            await expectManners({
              method: 'GET',
              url: `${path.replace(/\{\w+\}/g, id)}?${name}=${value}`,
            })
          },
        ),
        { numRuns: runs },
      )
    },
  )
})

test('text that is valid reads back as it was written', async () => {
  const text = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 500 })
    .filter((each) => each.isWellFormed() && !each.includes('\u0000') && [...each].length <= 500)
  await fc.assert(
    fc.asyncProperty(text, async (notes) => {
      const added = await owner.post('/api/v1/records', { date: '2026-01-02', notes })
      expect(added.statusCode).toBe(201)
      const { id } = added.json<{ id: number }>()
      const read = await owner.send(`/api/v1/records/${id}`)
      expect(read.json<{ notes: string }>().notes).toBe(notes)
    }),
    { numRuns: runs },
  )
})

test('anything can be searched for and asked', async () => {
  const text = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 400 })
    .filter((each) => each.isWellFormed() && !each.includes('\u0000'))
  await fc.assert(
    fc.asyncProperty(text, async (query) => {
      await expectManners({ method: 'POST', url: '/api/v1/search', payload: { query } })
      await expectManners({ method: 'POST', url: '/api/v1/ai/chat', payload: { message: query } })
    }),
    { numRuns: Math.ceil(runs / 2) },
  )
})

const json = { 'content-type': 'application/json' }

function fillIn(path: string): string {
  const { memberId, recordId, documentId, jobId } = belongings
  const ids = { family: memberId, records: recordId, documents: documentId, jobs: jobId }
  const kind = Object.entries(ids).find(([name]) => path.includes(`/${name}/`))
  return path.replace('{id}', String(kind?.[1] ?? 1)).replace('{number}', '1')
}

function wellFormed(text: string): string {
  return text.toWellFormed()
}
