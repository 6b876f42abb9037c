import * as fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'

let house: PhrmUnderTest
let owner: Client

beforeAll(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
})
afterAll(() => house.close())

const date = '2024-01-15'
const textFields = [
  'chief_complaint',
  'doctor',
  'investigations',
  'diagnosis',
  'prescription',
  'notes',
  'review_followup',
]

async function readBack(response: LightMyRequestResponse) {
  const { id } = response.json<{ id: number }>()
  return (await owner.send(`/api/v1/records/${id}`)).json<Record<string, unknown>>()
}

describe('IN-02 what people write', () => {
  it.each([
    'WBC < 5 & CRP > 10; -- select',
    'WBC < 5 & CRP > 10; -- select <b>x</b> {{7*7}} ${x}',
    "eye drop; Update on BP; #3 metatarsal; select foods; pain -- worse; vomiting, BP=120; O'Neil",
    '  spaces kept \n\ttabs too\r\n ',
    'ÄÖÜ ß 漢字 العربية 😀 e\u0301 \u200d\u202e',
    '%s %d \\ \\0 \\u0000 $1 :a ?',
  ])('%j is read back byte for byte', async (text) => {
    const fields = Object.fromEntries(textFields.map((field) => [field, text]))
    const record = await readBack(await owner.post('/api/v1/records', { date, ...fields }))
    for (const field of textFields) expect(record[field]).toBe(text)
    const member = await owner.post('/api/v1/family', {
      name: text.trim(),
      relationship: 'other',
      medical_history: text,
    })
    expect(member.json()).toMatchObject({ name: text.trim(), medical_history: text })
    const found = await owner.post('/api/v1/search', { query: text })
    expect(found.statusCode).toBe(200)
  })

  it('and any other text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (notes) => {
        fc.pre(!notes.includes('\0'))
        const response = await owner.post('/api/v1/records', { date, notes })
        expect(await readBack(response)).toMatchObject({ notes })
      }),
      { numRuns: 60 },
    )
  })
})

const bodies: [string, 'POST' | 'PUT', string, Record<string, unknown>][] = [
  ['addRecord', 'POST', '/api/v1/records', { date, notes: 'x', family_member_id: 1 }],
  ['updateRecord', 'PUT', '/api/v1/records/1', { date, notes: 'x', family_member_id: 1 }],
  ['addFamilyMember', 'POST', '/api/v1/family', { name: 'x', relationship: 'child', sex: 'male' }],
  ['updateUser', 'PUT', '/api/v1/user', { first_name: 'x', date_of_birth: date }],
  ['search', 'POST', '/api/v1/search', { query: 'x', from: date, page: 1 }],
  ['chat', 'POST', '/api/v1/ai/chat', { message: 'x', mode: 'general', patient_id: 1 }],
  ['logIn', 'POST', '/api/v1/auth/login', { email: 'a@b.de', password: 'x', remember: true }],
  ['setConsent', 'PUT', '/api/v1/ai/consents', { family_member_id: 1, host: 'x', granted: false }],
]

describe('IN-03 anything instead of what is asked for', () => {
  it.each(bodies)('%s: never a fault of ours', async (_name, method, url, body) => {
    const mutation = fc.record({
      field: fc.constantFrom(...Object.keys(body), 'unknown', '__proto__x'),
      value: fc.oneof(
        fc.jsonValue(),
        fc.constantFrom(null, [], {}, true, -1, 1e308, '', '\ud800', 'a\0b', '2024-02-31', [1]),
        fc.string({ unit: 'binary', maxLength: 5000 }),
      ),
    })
    await fc.assert(
      fc.asyncProperty(mutation, async ({ field, value }) => {
        const response = await owner.send({ method, url, payload: { ...body, [field]: value } })
        expect(response.statusCode, response.body).toBeLessThan(500)
      }),
      { numRuns: 150 },
    )
  })
})

describe('IN-04 in addresses', () => {
  const urls = [
    '/api/v1/records/%00',
    '/api/v1/records/2147483647',
    '/api/v1/records/2147483648',
    '/api/v1/records/99999999999999999999',
    '/api/v1/records?from=2024-02-31',
    '/api/v1/records?from=%00',
    '/api/v1/records?page=2147483647&per_page=100',
    '/api/v1/documents/1/pages/100000',
    '/api/v1/documents?family_member_id=9999999999',
    '/api/v1/jobs/1%20or%201=1',
  ]
  it.each(urls)('%s', async (url) => {
    const response = await owner.send(url)
    expect([200, 400, 404]).toContain(response.statusCode)
  })
})

describe('IN-13 a database that does not answer', () => {
  it('is said without a word about it', async () => {
    const broken = await openPhrmUnderTest()
    const client = await broken.register('owner')
    await broken.phrm.close()
    try {
      const response = await client.post('/api/v1/records', { date })
      expect(response.statusCode).toBeGreaterThanOrEqual(500)
      expect(response.body).not.toMatch(/select|insert|postgres|\/src\/|pool|Error:/i)
      const health = await broken.app.inject('/health')
      expect(health.json()).toMatchObject({ status: 'unhealthy', database: 'disconnected' })
    } finally {
      await broken.app.close()
    }
  })
})
