import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  openPhrmUnderTest,
  toUpload,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'

let house: PhrmUnderTest
let owner: Client
let stranger: Client

beforeAll(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
  stranger = await house.register('stranger')
})
afterAll(() => house.close())
afterEach(() => vi.useRealTimers())

const record = { date: '2024-01-15', notes: 'zyxomycin once a day' }

function add(key: string, payload: object = record, client = owner, url = '/api/v1/records') {
  return client.send({ method: 'POST', url, payload, headers: { 'idempotency-key': key } })
}

async function count(client = owner): Promise<number> {
  return (await client.send('/api/v1/records')).json<{ total: number }>().total
}

describe('Idempotency-Key', () => {
  it('does the same request once, and answers it again byte for byte', async () => {
    const key = randomUUID()
    const before = await count()
    const first = await add(key)
    const second = await add(key)
    expect([first.statusCode, second.statusCode]).toEqual([201, 201])
    expect(second.body).toBe(first.body)
    expect(second.headers.etag).toBe(first.headers.etag)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(second.headers['content-type']).toBe(first.headers['content-type'])
    expect(await count()).toBe(before + 1)
  })

  it('lets one of ten at the same time act', async () => {
    const key = randomUUID()
    const before = await count()
    const answers = await Promise.all(Array.from({ length: 10 }, () => add(key)))
    for (const { statusCode } of answers) expect([201, 409]).toContain(statusCode)
    expect(answers.filter(({ statusCode }) => statusCode === 201).length).toBeGreaterThan(0)
    expect(await count()).toBe(before + 1)
    expect((await add(key)).headers['idempotency-replayed']).toBe('true')
  })

  it('refuses another request under the same key', async () => {
    const key = randomUUID()
    await add(key)
    const other = await add(key, { ...record, notes: 'something else' })
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency-mismatch' })
    const elsewhere = { name: 'Ben', relationship: 'child' }
    expect((await add(key, elsewhere, owner, '/api/v1/family')).statusCode).toBe(422)
  })

  it('is each account’s own', async () => {
    const key = randomUUID()
    const mine = await add(key)
    const theirs = await add(key, record, stranger)
    expect(theirs.statusCode).toBe(201)
    expect(theirs.headers['idempotency-replayed']).toBeUndefined()
    expect(theirs.json<{ id: number }>().id).not.toBe(mine.json<{ id: number }>().id)
  })

  it('is free again after a refusal', async () => {
    const key = randomUUID()
    const foreign = { ...record, family_member_id: stranger.selfId }
    expect((await add(key, foreign)).statusCode).toBe(404)
    expect((await add(key)).statusCode).toBe(201)
  })

  it('is forgotten after a day', async () => {
    const key = randomUUID()
    await add(key)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 })
    const { ports } = house.phrm
    const actor = { accountId: owner.accountId, isAdmin: false }
    const { useCases } = house.phrm
    const begun = await useCases.idempotency.begin(actor, { key, requestHash: 'a'.repeat(64) })
    expect(begun).toHaveProperty('once')
    await ports.store.housekeeping.purgeDeleted(new Date(0))
  })

  it.each(['', ' ', 'a b', 'x'.repeat(201), 'é'])('is not %j', async (key) => {
    expect((await add(key)).json()).toMatchObject({ status: 400, field: 'idempotency-key' })
  })

  it('keeps no health text that could be read in the database', async () => {
    await add(randomUUID())
    const { rows } = await house.database.pool.query('select * from idempotency_keys')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('zyxomycin')
  })
})

describe('Idempotency-Key and a process that dies', () => {
  const requestHash = 'b'.repeat(64)
  const actor = () => ({ accountId: owner.accountId, isAdmin: false })
  const begin = (key: string) =>
    house.phrm.useCases.idempotency.begin(actor(), { key, requestHash })

  it('before the act: another attempt takes over, and the first one, should it live, does nothing', async () => {
    const key = randomUUID()
    const first = await begin(key)
    if (!('once' in first)) throw new Error('Not begun.')
    await expect(begin(key)).rejects.toMatchObject({ code: 'conflict' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    const second = await begin(key)
    if (!('once' in second)) throw new Error('Not taken over.')
    const before = await count()
    const { healthRecords } = house.phrm.useCases
    const act = (once: typeof first.once) =>
      healthRecords.add({ ...actor(), once }, { date: '2024-01-15' } as never)
    await expect(act(first.once)).rejects.toMatchObject({ code: 'conflict' })
    await act(second.once)
    expect(await count()).toBe(before + 1)
  })

  it('after the act: it is never done again', async () => {
    const key = randomUUID()
    const first = await begin(key)
    if (!('once' in first)) throw new Error('Not begun.')
    const { healthRecords } = house.phrm.useCases
    await healthRecords.add({ ...actor(), once: first.once }, { date: '2024-01-15' } as never)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
    await expect(begin(key)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('Idempotency-Key of files', () => {
  async function open() {
    const { id } = (await add(randomUUID())).json<{ id: number }>()
    const url = `/api/v1/records/${id}/documents`
    const send = (key: string, content: string, filename = 'lab.txt') => {
      const upload = toUpload(id, [{ filename, content }])
      return owner.send({ ...upload, headers: { ...upload.headers, 'idempotency-key': key } })
    }
    const list = async () =>
      (await owner.send(url)).json<{ documents: { id: number }[] }>().documents
    return { send, list }
  }

  it('keeps the same files once, and answers them again; no bytes are left over', async () => {
    const { send, list } = await open()
    const key = randomUUID()
    const first = await send(key, 'HbA1c 6.1 %')
    expect(first.statusCode, first.body).toBe(201)
    const files = await house.files()
    const second = await send(key, 'HbA1c 6.1 %')
    expect(second.statusCode).toBe(201)
    expect(second.body).toBe(first.body)
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(await list()).toHaveLength(1)
    expect(await house.files()).toEqual(files)
  })

  it('keeps them once when ten come at the same time', async () => {
    const { send, list } = await open()
    const key = randomUUID()
    const before = (await house.files()).length
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(key, 'LDL 3.1')))
    for (const { statusCode } of answers) expect([201, 409]).toContain(statusCode)
    expect(await list()).toHaveLength(1)
    expect(await house.files()).toHaveLength(before + 1)
  })

  it('refuses other bytes or another name under the same key, and keeps nothing of them', async () => {
    const { send, list } = await open()
    const key = randomUUID()
    await send(key, 'HbA1c 6.1 %')
    const files = await house.files()
    expect((await send(key, 'HbA1c 6.2 %')).json()).toMatchObject({ status: 422 })
    expect((await send(key, 'HbA1c 6.1 %', 'other.txt')).statusCode).toBe(422)
    expect(await list()).toHaveLength(1)
    expect(await house.files()).toEqual(files)
  })

  it('can be used again after a refusal', async () => {
    const { send, list } = await open()
    const key = randomUUID()
    expect((await send(key, '\u007fELF program')).statusCode).toBe(415)
    expect((await send(key, 'HbA1c 6.1 %')).statusCode).toBe(201)
    expect(await list()).toHaveLength(1)
  })
})
