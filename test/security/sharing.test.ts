import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { giveBelongings, type Belongings } from './support/belongings.ts'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'

let house: PhrmUnderTest
let owner: Client
let other: Client
let things: Belongings
let count = 0

beforeAll(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
})
afterAll(() => house.close())

beforeEach(async () => {
  other = await house.register(`other${++count}`)
  things = await giveBelongings(house, owner, 'zyxomycin')
})

interface Share {
  id: number
  role: string | null
  accepted_at: string | null
  to_name: string | null
  family_member: { id: number; name: string }
}
type Shares = Record<'given' | 'offered' | 'received', Share[]>

async function offer(role: string, more: object = {}): Promise<number> {
  const response = await owner.post(`/api/v1/family/${things.memberId}/shares`, {
    email: `OTHER${count}@example.org`,
    role,
    ...more,
  })
  expect(response.statusCode, response.body).toBe(201)
  return response.json<Share>().id
}

async function share(role: string, more: object = {}): Promise<number> {
  const id = await offer(role, more)
  const accepted = await other.post(`/api/v1/shares/${id}/accept`, {})
  expect(accepted.json()).toEqual({ family_member_id: things.memberId })
  return id
}

const listShares = async (who: Client) => (await who.send('/api/v1/shares')).json<Shares>()

/** What the other one reaches of the person, by every way there is. */
async function reach(): Promise<boolean[]> {
  const { memberId, recordId, documentId } = things
  const found = async (url: string) => (await other.send(url)).statusCode === 200
  const holds = async (url: string) => (await other.send(url)).body.includes('zyxomycin')
  const finds = async (query: string) =>
    (await other.post('/api/v1/search', { query })).body.includes('zyxomycin')
  const asked = await other.post('/api/v1/ai/chat', { message: 'tetanus', patient_id: memberId })
  return [
    await found(`/api/v1/family/${memberId}`),
    await found(`/api/v1/records/${recordId}`),
    await found(`/api/v1/documents/${documentId}`),
    await found(`/api/v1/documents/${documentId}/file`),
    await found(`/api/v1/documents/${documentId}/pages/1`),
    await found(`/api/v1/documents/${documentId}/pages/1/picture`),
    await holds('/api/v1/family'),
    await holds('/api/v1/records'),
    await holds('/api/v1/documents'),
    await finds('tetanus'),
    await finds('zyxomicin'),
    asked.body.includes('zyxomycin'),
  ]
}

const editRecord = () => other.put(`/api/v1/records/${things.recordId}`, { date: '2024-01-17' })

describe('AZ-09 sharing', () => {
  it('gives nothing before it is accepted, and nothing when it is declined', async () => {
    const id = await offer('viewer')
    expect(await reach()).not.toContain(true)
    const { offered } = await listShares(other)
    expect(offered).toMatchObject([{ id, role: 'viewer', family_member: { id: things.memberId } }])
    const declined = await other.send({ method: 'POST', url: `/api/v1/shares/${id}/decline` })
    expect(declined.statusCode).toBe(204)
    expect((await other.post(`/api/v1/shares/${id}/accept`, {})).statusCode).toBe(404)
    expect(await reach()).not.toContain(true)
    expect((await listShares(owner)).given.filter((given) => given.id === id)).toEqual([])
  })

  it('answers the same whether or not anybody has the address', async () => {
    const url = `/api/v1/family/${things.memberId}/shares`
    const ask = async (email: string) =>
      (await owner.post(url, { email, role: 'viewer' })).json<Record<string, unknown>>()
    const changing = { id: 0, to_email: '', offered_at: '' }
    const known = await ask(`other${count}@example.org`)
    const unknown = await ask('nobody.at.all@example.org')
    expect({ ...known, ...changing }).toEqual({ ...unknown, ...changing })
  })

  it('lets a viewer read everything and write nothing, and ends at once', async () => {
    const id = await share('viewer')
    expect(await reach()).not.toContain(false)
    const member = await other.send(`/api/v1/family/${things.memberId}`)
    expect(member.json()).toMatchObject({ role: 'viewer', shared_by: 'owner Test' })
    expect((await editRecord()).statusCode).toBe(403)
    const upload = await other.upload(things.recordId, [{ filename: 'a.txt', content: 'text' }])
    expect(upload.statusCode).toBe(403)

    await owner.send({ method: 'DELETE', url: `/api/v1/shares/${id}` })
    expect(await reach()).not.toContain(true)
    expect((await editRecord()).statusCode).toBe(404)
    expect((await listShares(other)).received).toEqual([])
  })

  it('lets an editor write, but not share, remove or hand over', async () => {
    await share('editor')
    expect((await editRecord()).statusCode).toBe(200)
    const url = `/api/v1/family/${things.memberId}`
    const email = 'third@example.org'
    for (const refused of [
      await other.post(`${url}/shares`, { email, role: 'viewer' }),
      await other.post(`${url}/handover`, { email }),
      await other.send({ method: 'DELETE', url }),
    ])
      expect(refused.statusCode).toBe(403)
  })

  it('lets an editor take nothing to another person, where its end would not reach it', async () => {
    await share('editor')
    const url = `/api/v1/records/${things.recordId}`
    const to = (who: Client, id: number) =>
      who.put(url, { date: '2024-01-17', family_member_id: id })
    expect((await to(other, other.selfId)).statusCode).toBe(403)
    expect((await to(other, things.memberId)).statusCode).toBe(200)
    expect((await to(owner, owner.selfId)).statusCode).toBe(200)
    expect((await other.send(url)).statusCode).toBe(404)
  })

  it('follows a change of its terms at once, and runs out by itself', async () => {
    const id = await share('editor')
    const change = (terms: object) => owner.put(`/api/v1/shares/${id}`, terms)
    expect((await change({ role: 'viewer' })).json()).toMatchObject({ role: 'viewer' })
    expect((await editRecord()).statusCode).toBe(403)
    const soon = new Date(Date.now() + 400).toISOString()
    expect((await change({ role: 'viewer', valid_until: soon })).statusCode).toBe(200)
    expect(await reach()).not.toContain(false)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await reach()).not.toContain(true)
    const past = await change({ role: 'viewer', valid_until: '2020-01-01T00:00:00Z' })
    expect(past.json()).toMatchObject({ status: 400, field: 'valid_until' })
  })

  it('can be left by the one who accepted it', async () => {
    const id = await share('viewer')
    const left = await other.send({ method: 'DELETE', url: `/api/v1/shares/${id}` })
    expect(left.statusCode).toBe(204)
    expect(await reach()).not.toContain(true)
  })

  it('is not for who takes on the address while it waits, where nobody confirms addresses', async () => {
    const email = `grandmother${count}@example.org`
    const made = await owner.post(`/api/v1/family/${things.memberId}/shares`, {
      email,
      role: 'editor',
    })
    const { id } = made.json<Share>()
    expect((await other.put('/api/v1/auth/email', { email })).json()).toEqual({ status: 'changed' })
    expect((await listShares(other)).offered).toEqual([])
    for (const answer of ['accept', 'decline'])
      expect((await other.post(`/api/v1/shares/${id}/${answer}`, {})).statusCode).toBe(404)
    expect(await reach()).not.toContain(true)

    // Offered once more it is meant for the one who has the address now.
    await owner.post(`/api/v1/family/${things.memberId}/shares`, { email, role: 'editor' })
    expect((await other.post(`/api/v1/shares/${id}/accept`, {})).statusCode).toBe(200)
  })

  it('is nobody else’s to answer, to change or to end, nor one’s own', async () => {
    const id = await offer('viewer')
    const third = await house.register(`third${count}`)
    for (const who of [third, owner]) {
      expect((await who.post(`/api/v1/shares/${id}/accept`, {})).statusCode).toBe(404)
      const declined = await who.send({ method: 'POST', url: `/api/v1/shares/${id}/decline` })
      expect(declined.statusCode).toBe(404)
    }
    for (const who of [third, other]) {
      expect((await who.put(`/api/v1/shares/${id}`, { role: 'editor' })).statusCode).toBe(404)
      const ended = await who.send({ method: 'DELETE', url: `/api/v1/shares/${id}` })
      expect(ended.statusCode).toBe(404)
    }
    const own = await owner.post(`/api/v1/family/${things.memberId}/shares`, {
      email: 'Owner@example.org',
      role: 'viewer',
    })
    expect(own.json()).toMatchObject({ status: 400, field: 'email' })
  })

  it('renews an offer that is made twice, and refuses to share twice', async () => {
    const id = await offer('viewer')
    expect(await offer('editor')).toBe(id)
    await other.post(`/api/v1/shares/${id}/accept`, {})
    const again = await owner.post(`/api/v1/family/${things.memberId}/shares`, {
      email: `other${count}@example.org`,
      role: 'viewer',
    })
    expect(again.statusCode).toBe(409)
  })

  it('is accepted once, however often at the same time', async () => {
    const id = await offer('viewer')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => other.post(`/api/v1/shares/${id}/accept`, {})),
    )
    const statuses = answers.map(({ statusCode }) => statusCode).toSorted()
    expect(statuses).toEqual([200, ...Array(7).fill(404)])
  })

  it('shows nobody’s own person as one’s own, and changes nothing of that', async () => {
    const shared = await owner.post(`/api/v1/family/${owner.selfId}/shares`, {
      email: `other${count}@example.org`,
      role: 'editor',
    })
    await other.post(`/api/v1/shares/${shared.json<Share>().id}/accept`, {})
    const url = `/api/v1/family/${owner.selfId}`
    expect((await other.send(url)).json()).toMatchObject({ relationship: 'other' })
    const change = { name: 'Owner Test', relationship: 'other', medical_history: 'Asthma' }
    expect((await other.put(url, change)).statusCode).toBe(200)
    expect((await owner.send(url)).json()).toMatchObject({
      relationship: 'self',
      medical_history: 'Asthma',
    })
  })
})

describe('AZ-09 work on shared papers', () => {
  it('goes on in the owner’s name when the share ends, and is no longer the other one’s to see', async () => {
    const id = await share('editor')
    const uploaded = await other.upload(things.recordId, [
      { filename: 'late.txt', content: 'late zyxomycin' },
    ])
    const [document] = uploaded.json<{ documents: { id: number; job_id: number }[] }>().documents
    const job = `/api/v1/jobs/${document?.job_id}`
    expect((await other.send(job)).statusCode).toBe(200)
    await owner.send({ method: 'DELETE', url: `/api/v1/shares/${id}` })
    expect((await other.send(job)).statusCode).toBe(404)
    expect((await other.send(`${job}/events`)).statusCode).toBe(404)

    const { store } = house.phrm.ports
    for (;;) {
      const claimed = await store.jobs.claim('worker', 30)
      if (!claimed) throw new Error('The job was not there.')
      if (claimed.id !== document?.job_id) continue
      expect(claimed.accountId).toBe(owner.accountId)
      break
    }
  })
})
