import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { giveBelongings, type Belongings } from './support/belongings.ts'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'

let house: PhrmUnderTest
let giver: Client
let grown: Client
let things: Belongings
let count = 0

beforeAll(async () => {
  house = await openPhrmUnderTest()
  giver = await house.register('giver')
})
afterAll(() => house.close())

beforeEach(async () => {
  grown = await house.register(`grown${++count}`)
  things = await giveBelongings(house, giver, 'zyxomycin')
})

async function offer(): Promise<number> {
  const response = await giver.post(`/api/v1/family/${things.memberId}/handover`, {
    email: `grown${count}@example.org`,
  })
  expect(response.statusCode, response.body).toBe(201)
  return response.json<{ id: number }>().id
}

const accept = (id: number, answer: object = {}) =>
  grown.post(`/api/v1/shares/${id}/accept`, answer)

async function statuses(who: Client): Promise<number[]> {
  const { memberId, recordId, documentId } = things
  const urls = [`family/${memberId}`, `records/${recordId}`, `documents/${documentId}/file`]
  return Promise.all(urls.map(async (url) => (await who.send(`/api/v1/${url}`)).statusCode))
}

describe('AZ-09 a person who is handed over', () => {
  it('becomes the own person of an account that holds nothing yet, with everything', async () => {
    const id = await offer()
    expect(await statuses(grown)).toEqual([404, 404, 404])
    expect((await accept(id)).json()).toEqual({ family_member_id: things.memberId })

    expect(await statuses(grown)).toEqual([200, 200, 200])
    expect(await statuses(giver)).toEqual([404, 404, 404])
    const user = await grown.send('/api/v1/user')
    expect(user.json()).toMatchObject({ family_member_id: things.memberId })
    const family = await grown.send('/api/v1/family')
    expect(family.json()).toMatchObject({
      family_members: [{ id: things.memberId, relationship: 'self', role: 'owner' }],
    })
    const record = await grown.send(`/api/v1/records/${things.recordId}`)
    expect(record.json()).toMatchObject({ user_id: grown.accountId })
    const search = await grown.post('/api/v1/search', { query: 'zyxomycin' })
    expect(search.json()).toMatchObject({ total: 2 })
    expect((await giver.post('/api/v1/search', { query: 'zyxomycin' })).body).not.toContain(
      `"record_id":${things.recordId},`,
    )
  })

  it('is one more person for an account that holds something of its own', async () => {
    await grown.post('/api/v1/records', { date: '2024-02-02', notes: 'Own record' })
    await accept(await offer())
    const user = await grown.send('/api/v1/user')
    expect(user.json()).toMatchObject({ family_member_id: grown.selfId })
    const member = await grown.send(`/api/v1/family/${things.memberId}`)
    expect(member.json()).toMatchObject({ role: 'owner', relationship: 'other' })
  })

  it('may go on being looked at by the giver, if the receiver says so, until that ends', async () => {
    await accept(await offer(), { keep_access: true })
    expect(await statuses(giver)).toEqual([200, 200, 200])
    const change = await giver.put(`/api/v1/records/${things.recordId}`, { date: '2024-01-17' })
    expect(change.statusCode).toBe(403)
    const { given } = (await grown.send('/api/v1/shares')).json<{ given: { id: number }[] }>()
    expect(given).toMatchObject([{ role: 'viewer', to_email: 'giver@example.org' }])
    await grown.send({ method: 'DELETE', url: `/api/v1/shares/${given[0]?.id}` })
    expect(await statuses(giver)).toEqual([404, 404, 404])
  })

  it('is shared with nobody afterwards, and nobody’s consent goes on', async () => {
    const third = await house.register(`third${count}`)
    const shared = await giver.post(`/api/v1/family/${things.memberId}/shares`, {
      email: `third${count}@example.org`,
      role: 'editor',
    })
    await third.post(`/api/v1/shares/${shared.json<{ id: number }>().id}/accept`, {})
    await house.phrm.ports.store.as(giver.accountId, ({ consents }) =>
      consents.give(things.memberId, 'router.example', '1'),
    )
    await accept(await offer(), { keep_access: true })
    expect(await statuses(third)).toEqual([404, 404, 404])
    for (const who of [giver, grown]) {
      const consents = await who.send('/api/v1/ai/consents')
      expect(consents.body).not.toContain('router.example')
    }
  })

  it('is not indexed anew: its entries stay as they are', async () => {
    const entries = async () => {
      const { rows } = await house.database.pool.query<{ id: number }>(
        'select id from search_entries where family_member_id = $1 order by id',
        [things.memberId],
      )
      return rows
    }
    const before = await entries()
    await accept(await offer())
    expect(before.length).toBeGreaterThan(0)
    expect(await entries()).toEqual(before)
  })

  it('is never somebody’s own person, and goes to one account only', async () => {
    const own = await giver.post(`/api/v1/family/${giver.selfId}/handover`, {
      email: `grown${count}@example.org`,
    })
    expect(own.statusCode).toBe(409)
    const id = await offer()
    const elsewhere = await giver.post(`/api/v1/family/${things.memberId}/handover`, {
      email: 'another@example.org',
    })
    expect(elsewhere.statusCode).toBe(409)
    const answers = await Promise.all([accept(id), accept(id), accept(id)])
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 404, 404])
  })

  it('asks for a recent sign-in', async () => {
    const { sharing } = house.phrm.useCases
    const old = new Date(Date.now() - 16 * 60_000)
    const actor = { accountId: giver.accountId, isAdmin: true, authenticatedAt: old }
    const asked = sharing.handOver(actor, { familyMemberId: things.memberId, email: 'a@b.example' })
    await expect(asked).rejects.toMatchObject({ code: 'reauth-required' })
  })
})
