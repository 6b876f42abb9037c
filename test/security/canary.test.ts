import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStore } from '@phrm/adapter-postgres'
import { historySections, dataSections } from '@phrm/core'
import { giveBelongings, type Belongings } from './support/belongings.ts'
import { classified } from './support/classified-routes.ts'
import {
  openPhrmUnderTest,
  type Client,
  type PhrmUnderTest,
  type Walls,
} from './support/phrm-under-test.ts'
import { plantCanary } from './support/plant-canary.ts'
import { listRoutes } from './support/route-list.ts'

const canary = 'zyxomycin'
/** What people write, or what is made of it; the index of the search follows by itself. */
const written = [
  'ai_summaries.summary',
  'document_pages.text',
  'documents.filename',
  'documents.reason',
  'family_members.medical_history',
  'family_members.name',
  'health_records.diagnosis',
  'health_records.notes',
  'jobs.reason',
  'shares.email',
  'users.email',
]

const walls: Walls[] = ['both', 'row-level security', 'access rule']

describe.each(walls)('AZ-02 a canary in every text column, behind %s', (wall) => {
  let house: PhrmUnderTest
  let owner: Client
  let things: Belongings
  let stranger: Client
  let planted: Awaited<ReturnType<typeof plantCanary>>

  beforeAll(async () => {
    house = await openPhrmUnderTest({}, wall)
    owner = await house.register('owner')
    things = await giveBelongings(house, owner, canary)
    await leaveTraces()
    planted = await plantCanary(house, canary)
    stranger = await house.register('stranger')
  }, 60_000)
  afterAll(() => house.close())

  /** Rows in tables that nothing else fills. */
  async function leaveTraces(): Promise<void> {
    await owner.post('/api/v1/tokens', { name: canary, scopes: ['records:read'] })
    await owner.post(`/api/v1/family/${things.memberId}/shares`, {
      email: `${canary}@example.org`,
      role: 'viewer',
    })
    await owner.post('/api/v1/user/export', {})
    await owner.post('/api/v1/ai/chat', { message: canary, patient_id: things.memberId })
    await house.database.pool.query(
      `insert into ai_summaries (health_record_id, family_member_id, summary, model_used, record_version)
       values ($1, $2, $3, $3, 1)`,
      [things.recordId, things.memberId, canary],
    )
    await house.phrm.ports.store.as(owner.accountId, async ({ consents, aiAudit }) => {
      await consents.give(things.memberId, `${canary}.example`, canary)
      await aiAudit.begin({
        operation: 'chat',
        familyMemberId: things.memberId,
        provider: canary,
        host: canary,
        isLocal: false,
        modelAsked: canary,
        inputHmac: canary,
        recordIds: [things.recordId],
        documentIds: [],
      })
    })
  }

  it('is there for its owner, in all columns but those that take no such text', async () => {
    expect(planted.planted.length).toBeGreaterThan(45)
    expect(planted.planted).toEqual(expect.arrayContaining(written))
    for (const [column, code] of Object.entries(planted.refused))
      expect([column, code]).toEqual([column, expect.stringMatching(/^(23514|23503|428C9)$/)])
    const own = await owner.post('/api/v1/search', { query: canary })
    expect(own.json<{ total: number }>().total).toBeGreaterThan(0)
  })

  it('is in no answer to somebody else: lists, search, jobs, events, export, errors', async () => {
    for (const [what, body] of await everythingAsked())
      expect([what, leak(body)]).toEqual([what, ''])
  })

  it('is not in the archive that somebody else takes along', async () => {
    const { store } = house.phrm.ports
    await store.as(stranger.accountId, async ({ exports }) => {
      for (const section of [...dataSections, ...historySections]) {
        const rows = JSON.stringify(await exports.list(section, 0, 100))
        expect([section, leak(rows)]).toEqual([section, ''])
      }
      expect(leak(JSON.stringify(await exports.account()))).toBe('')
    })
  })

  async function everythingAsked(): Promise<[string, string][]> {
    const answers: [string, string][] = []
    const add = (what: string, { body }: { body: string }) => void answers.push([what, body])
    for (const { method, path, operationId } of await listRoutes(house.app)) {
      const kind = classified[operationId]
      if (typeof kind === 'function') {
        const { id, query, payload, headers, ended } = kind({ ...things, shareId: 1, offerId: 1 })
        if (ended) continue
        const url = `${path.replace('{id}', String(id)).replace('{number}', '1')}${query ? `?${query}` : ''}`
        add(
          operationId,
          await stranger.send({
            method,
            url,
            ...(payload && { payload }),
            ...(headers && { headers }),
          }),
        )
      } else if (method === 'GET' && kind === 'own') {
        add(operationId, await stranger.send(path.replace('{id}', '1')))
      }
    }
    const events = `/api/v1/jobs/${things.jobId}/events`
    add('watchJob', await stranger.send(events))
    for (const url of ['records', 'documents'])
      add(url, await stranger.send(`/api/v1/${url}?per_page=100`))
    for (const query of [canary, 'zyxomicin', 'zyxo', 'tetanus', 'booster', '2024'])
      add(`search ${query}`, await stranger.post('/api/v1/search', { query }))
    for (const message of ['When was the tetanus booster?', 'zyxomicin'])
      add(`chat ${message}`, await stranger.post('/api/v1/ai/chat', { message }))
    add(
      'wrong',
      await stranger.post('/api/v1/records', { date: 'never', family_member_id: things.memberId }),
    )
    return answers
  }
})

describe('AZ-07 the walls', () => {
  it('are both needed for nothing, but one of them is: without any the canary gets out', async () => {
    const house = await openPhrmUnderTest()
    const owner = await house.register('owner')
    const { recordId } = await giveBelongings(house, owner, canary)
    const stranger = await house.register('stranger')
    const bare = createStore(house.database.db, 'none')
    const seen = await bare.as(stranger.accountId, ({ healthRecords }) =>
      healthRecords.find(recordId),
    )
    expect(seen?.notes).toContain(canary)
    await house.close()
  })
})

/** Around the canary, if it is there; a question is repeated in no answer but the echo of the own search. */
function leak(body: string): string {
  const at = body.replaceAll(/"typed":"[^"]*"/g, '').indexOf(canary)
  return at < 0 ? '' : body.slice(Math.max(0, at - 80), at + 80)
}
