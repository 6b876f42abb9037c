import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { HealthRecord, HealthRecordInput, RecordFilter } from '@phrm/core'
import { asAccount, openTestApp } from '../../testing/test-app.ts'

let app: FastifyInstance
let send: (options: InjectOptions) => Promise<LightMyRequestResponse>
const date = '2024-01-15'
let added: HealthRecordInput[] = []
let filter: RecordFilter | undefined

beforeAll(async () => {
  app = await openTestApp({
    healthRecords: {
      add: async (_actor, input) => {
        added.push(input)
        return toRecord(input)
      },
      restore: async () => toRecord({ date }),
      list: async (_actor, asked) => {
        filter = asked
        return { items: [], total: 0, page: 1, pages: 1 }
      },
    },
  })
  send = await asAccount(app)
})

function toRecord(input: HealthRecordInput): HealthRecord {
  const at = new Date(0)
  return {
    ...input,
    id: 1,
    userId: 1,
    familyMember: { id: 1, name: 'Anna', relationship: 'self' },
    documents: [],
    createdAt: at,
    updatedAt: at,
    version: 1,
  }
}

const add = async (payload: InjectOptions['payload'], headers = {}) => {
  added = []
  return send({ method: 'POST', url: '/api/v1/records', payload: payload ?? '', headers })
}

const json = { 'content-type': 'application/json' }
describe('IN-02 medical text', () => {
  it('arrives and returns byte for byte', async () => {
    const notes = "WBC < 5 & CRP > 10; -- select <b>x</b> {{7*7}} ${x} 'drop' \n\t“ü” 😀"
    const response = await add({ date, notes })
    expect(response.statusCode).toBe(201)
    expect(added[0]?.notes).toBe(notes)
    expect(response.json()).toMatchObject({ notes, diagnosis: null })
  })
})

describe('IN-03 wrong types', () => {
  it.each([null, 7, true, [], ['a'], {}, { $gt: '' }])('%j for a text: 400', async (value) => {
    for (const field of ['date', 'notes', 'doctor', 'diagnosis']) {
      const response = await add({ date, [field]: value })
      expect(response.json()).toMatchObject({ status: 400, code: 'invalid', field })
    }
    expect(added).toEqual([])
  })

  it.each(['7', null, 1.5, true, -1, 0, 1e21])('%j for a number: 400', async (value) => {
    const response = await add({ date, family_member_id: value })
    expect(response.json()).toMatchObject({ status: 400, field: 'family_member_id' })
  })

  it.each(['null', '[]', '"text"', '7', 'true', '', '{', '{"date":"2024-01-15"}}', '\u{feff}{'])(
    'a body of %j: 400',
    async (body) => {
      const response = await add(body, json)
      expect(response.statusCode).toBe(400)
      expect(response.headers['content-type']).toContain('application/problem+json')
      expect(added).toEqual([])
    },
  )
})

describe('IN-04 what a database would choke on', () => {
  it.each(['a\0b', '\ud800', 'a\udc00b'])('%j in a text: 400 and its field', async (notes) => {
    // Written out, because UTF-8 has no half characters.
    const body = `{"date":"${date}","notes":${JSON.stringify(notes)}}`
    const response = await add(body, json)
    expect(response.json()).toMatchObject({ status: 400, field: 'notes' })
    expect(added).toEqual([])
  })

  it.each(['2024-02-31', '2023-02-29', '2024-13-01', '0000-01-01', '2024-1-1', '15.01.2024', ''])(
    'the day %j: 400',
    async (day) => {
      expect((await add({ date: day })).json()).toMatchObject({ status: 400, field: 'date' })
      const list = await send({ url: `/api/v1/records?from=${day}` })
      expect(list.json()).toMatchObject({ status: 400, field: 'from' })
    },
  )

  it.each(['99999999999999999999', '2147483648', '0', '-1', '1.5', 'abc', '1%00', '%00', '1e99'])(
    'the id %s: 400',
    async (id) => {
      expect((await send({ url: `/api/v1/records/${id}` })).statusCode).toBe(400)
    },
  )
})

describe('IN-05 keys of prototypes', () => {
  it.each([
    `{"date":"${date}","__proto__":{"notes":"x"}}`,
    `{"date":"${date}","\\u005f_proto__":{"notes":"x"}}`,
    `{"date":"${date}","constructor":{"prototype":{"notes":"x"}}}`,
    `{"date":"${date}","toString":"x"}`,
  ])('%s: 400', async (body) => {
    expect((await add(body, json)).statusCode).toBe(400)
    expect(added).toEqual([])
    expect(({} as { notes?: string }).notes).toBeUndefined()
  })

  it.each(['__proto__=1', '__proto__[x]=1', 'constructor=1'])('?%s: 400', async (query) => {
    expect((await send({ url: `/api/v1/records?${query}` })).statusCode).toBe(400)
  })
})

describe('IN-06 kinds of content', () => {
  it.each([
    'application/json ; charset=utf-8',
    'application/json\t; x=y',
    'APPLICATION/JSON',
    'application/json;',
    'application/json; charset=utf-8; application/xml',
  ])('%j is JSON and validated', async (type) => {
    const response = await add('{"date":7}', { 'content-type': type })
    expect([400, 415]).toContain(response.statusCode)
    expect(added).toEqual([])
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'application/jsonx',
    ' ',
    'json',
  ])('%j: 415', async (type) => {
    const response = await add('{"date":"2024-01-15"}', { 'content-type': type })
    expect(response.json()).toMatchObject({ status: 415, code: 'unsupported-type' })
    expect(added).toEqual([])
  })

  it('takes JSON that is announced and not sent for no body', async () => {
    const url = '/api/v1/records/1/restore'
    expect((await send({ method: 'POST', url, headers: json })).statusCode).toBe(200)
  })
})

describe('IN-07 and unknown names', () => {
  it.each(['page=1&page=2', 'per_page=1&per_page=1', 'from=2024-01-01&from=2024-01-02'])(
    '?%s: 400',
    async (query) => {
      expect((await send({ url: `/api/v1/records?${query}` })).statusCode).toBe(400)
    },
  )

  it('names the query parameter that is not there', async () => {
    const response = await send({ url: '/api/v1/records?q=x' })
    expect(response.json()).toMatchObject({ status: 400, field: 'q' })
    const none = await send({ url: '/api/v1/user?x=1' })
    expect(none.json()).toMatchObject({ status: 400, field: 'x' })
  })

  it('names every field at fault, twenty at most', async () => {
    const response = await add({ date: '2024-02-31', colour: 'red', notes: 7 })
    expect(response.json()).toMatchObject({
      errors: expect.arrayContaining([
        { field: 'colour', message: 'is not a field here' },
        { field: 'date', message: 'must be a day that exists, written YYYY-MM-DD' },
        { field: 'notes', message: 'must be string' },
      ]),
    })
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x${i}`, 1]))
    expect((await add(many)).json<{ errors: object[] }>().errors).toHaveLength(20)
  })

  it('takes no body where none is asked for', async () => {
    const url = '/api/v1/records/1/restore'
    const response = await send({ method: 'POST', url, payload: { id: 2 } })
    expect(response.statusCode).toBe(400)
  })
})

describe('IN-08 sizes', () => {
  it('refuses 10 MB of JSON and one byte more than 256 KiB', async () => {
    const notes = 'x'.repeat(10_000_000)
    expect((await add({ date, notes })).json()).toMatchObject({ status: 413, code: 'too-large' })
    const body = JSON.stringify({ date }).padEnd(256 * 1024 + 1)
    expect((await add(body, json)).statusCode).toBe(413)
    expect((await add(body.slice(0, -1), json)).statusCode).toBe(201)
  })

  it.each(['[', '{"a":', '{"date":['])('refuses %j, nested without end, quickly', async (part) => {
    const start = performance.now()
    const body = part.repeat(Math.floor((250 * 1024) / part.length))
    expect((await add(body, json)).statusCode).toBe(400)
    expect(performance.now() - start).toBeLessThan(500)
  })

  it.each(['per_page=101', 'per_page=1e9', 'per_page=0', 'page=0', 'page=-1', 'page='])(
    '?%s: 400',
    async (query) => {
      expect((await send({ url: `/api/v1/records?${query}` })).statusCode).toBe(400)
    },
  )

  it('keeps the limits of each field', async () => {
    expect((await add({ date, doctor: 'x'.repeat(200) })).statusCode).toBe(201)
    expect((await add({ date, doctor: '😀'.repeat(200) })).statusCode).toBe(201)
    expect((await add({ date, doctor: 'x'.repeat(201) })).json()).toMatchObject({
      status: 400,
      field: 'doctor',
      detail: 'doctor must have at most 200 characters.',
    })
  })
})

describe('lists', () => {
  it('have 20 on the first page unless asked otherwise', async () => {
    await send({ url: '/api/v1/records' })
    expect(filter).toMatchObject({ page: 1, perPage: 20 })
    await send({ url: '/api/v1/records?page=3&per_page=100&family_member_id=7&to=2024-01-15' })
    expect(filter).toMatchObject({ page: 3, perPage: 100, familyMemberId: 7, to: '2024-01-15' })
  })
})

describe('AZ-05 what the house decides', () => {
  it.each(['id', 'user_id', 'owner_id', 'is_admin', 'version', 'created_at', 'documents'])(
    '%s in a body: 400',
    async (field) => {
      expect((await add({ date, [field]: 1 })).json()).toMatchObject({ status: 400, field })
      const user = await send({ method: 'PUT', url: '/api/v1/user', payload: { [field]: 1 } })
      expect(user.json()).toMatchObject({ status: 400, field })
      const member = { name: 'Ben', relationship: 'child', [field]: 1 }
      const family = await send({ method: 'PUT', url: '/api/v1/family/1', payload: member })
      expect(family.json()).toMatchObject({ status: 400, field })
    },
  )
})
