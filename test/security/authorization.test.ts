import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveBelongings, type Belongings } from './support/belongings.ts'
import {
  openPhrmUnderTest,
  toUpload,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'
import { listRoutes, type Route } from './support/route-list.ts'

/** How each route names somebody's thing. A route that is not here fails the test until somebody has thought. */
const classified: Record<string, 'open' | 'cookie' | 'own' | Ask> = {
  checkHealth: 'open',
  checkApiHealth: 'open',
  getRegistration: 'open',
  register: 'open',
  logIn: 'open',
  refreshSession: 'cookie',
  logOut: 'cookie',
  listApiTokens: 'own',
  createApiToken: 'own',
  revokeApiToken: 'own',
  getUser: 'own',
  updateUser: 'own',
  listFamilyMembers: 'own',
  addFamilyMember: 'own',
  listAIProviders: 'own',
  listConsents: 'own',
  getFamilyMember: ({ memberId }) => ({ id: memberId }),
  updateFamilyMember: ({ memberId }) => ({
    id: memberId,
    payload: { name: 'Ben', relationship: 'child' },
  }),
  removeFamilyMember: ({ memberId }) => ({ id: memberId }),
  restoreFamilyMember: ({ memberId }) => ({ id: memberId, removed: `/api/v1/family/${memberId}` }),
  listRecords: ({ memberId }) => ({ query: `family_member_id=${memberId}` }),
  addRecord: ({ memberId }) => ({ payload: { date: '2024-01-15', family_member_id: memberId } }),
  getRecord: ({ recordId }) => ({ id: recordId }),
  updateRecord: ({ recordId }) => ({ id: recordId, payload: { date: '2024-01-16' } }),
  removeRecord: ({ recordId }) => ({ id: recordId }),
  restoreRecord: ({ recordId }) => ({ id: recordId, removed: `/api/v1/records/${recordId}` }),
  uploadDocuments: ({ recordId }) => {
    const { payload, headers } = toUpload(recordId, [{ filename: 'a.txt', content: 'some text' }])
    return { id: recordId, payload, headers }
  },
  listDocumentsOfRecord: ({ recordId }) => ({ id: recordId }),
  listDocuments: ({ memberId }) => ({ query: `family_member_id=${memberId}` }),
  getDocument: ({ documentId }) => ({ id: documentId }),
  downloadDocument: ({ documentId }) => ({ id: documentId }),
  getDocumentPage: ({ documentId }) => ({ id: documentId }),
  getDocumentPicture: ({ documentId }) => ({ id: documentId }),
  readDocumentAgain: ({ documentId }) => ({ id: documentId }),
  removeDocument: ({ documentId }) => ({ id: documentId }),
  restoreDocument: ({ documentId }) => ({
    id: documentId,
    removed: `/api/v1/documents/${documentId}`,
  }),
  search: ({ memberId }) => ({ payload: { query: 'tetanus', family_member_id: memberId } }),
  chat: ({ memberId }) => ({ payload: { message: 'tetanus', patient_id: memberId } }),
  setConsent: ({ memberId }) => ({
    payload: { family_member_id: memberId, host: 'api.example.org', granted: false },
  }),
  getJob: ({ jobId }) => ({ id: jobId }),
  watchJob: ({ jobId }) => ({ id: jobId, ended: jobId }),
  cancelJob: ({ jobId }) => ({ id: jobId }),
}

interface Asked {
  id?: number
  query?: string
  payload?: InjectOptions['payload'] | undefined
  headers?: InjectOptions['headers'] | undefined
  /** Removed by its owner first, so that it can be restored. */
  removed?: string
  /** A job that its owner ends first, so that watching it ends too. */
  ended?: number
}

type Ask = (of: Belongings) => Asked

const nothing: Belongings = {
  memberId: 2_000_000_000,
  recordId: 2_000_000_000,
  documentId: 2_000_000_000,
  jobId: 2_000_000_000,
}

let house: PhrmUnderTest
let owner: Client
let stranger: Client
let routes: Route[]

beforeAll(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
  stranger = await house.register('stranger')
  routes = await listRoutes(house.app)
})
afterAll(() => house.close())

async function ask(
  send: Client['send'],
  { method, path }: Route,
  toRequest: Ask,
  of: Belongings,
): Promise<LightMyRequestResponse> {
  const { id, query, removed, ended, payload, headers } = toRequest(of)
  if (removed) await owner.send({ method: 'DELETE', url: removed })
  if (ended) await owner.send({ method: 'POST', url: `/api/v1/jobs/${ended}/cancel` })
  const url = path.replace('{id}', String(id)).replace('{number}', '1')
  return send({
    method,
    url: query ? `${url}?${query}` : url,
    ...(payload && { payload }),
    ...(headers && { headers }),
  })
}

describe('AZ-10 every route', () => {
  it('has been thought about', () => {
    const unknown = routes.filter(({ operationId }) => !(operationId in classified))
    expect(unknown).toEqual([])
    const gone = Object.keys(classified).filter(
      (id) => !routes.some(({ operationId }) => operationId === id),
    )
    expect(gone).toEqual([])
  })
})

describe('AZ-01 things of somebody', () => {
  it('are there for their owner, and for a stranger not even missing in another way', async () => {
    const withThings = routes.flatMap((route) => {
      const kind = classified[route.operationId]
      return typeof kind === 'function' ? [{ route, kind }] : []
    })
    expect(withThings.length).toBeGreaterThan(20)
    for (const { route, kind } of withThings) {
      const label = `${route.method} ${route.path}`
      const things = await giveBelongings(house, owner, 'canary')

      const anonymous = await ask((o) => house.app.inject(o), route, kind, things)
      expect(anonymous.statusCode, `${label} anonymous`).toBe(401)

      const foreign = await ask(stranger.send, route, kind, things)
      const missing = await ask(stranger.send, route, kind, nothing)
      expect(foreign.statusCode, `${label} stranger`).toBe(404)
      expect(toComparable(foreign), label).toEqual(toComparable(missing))
      expect(foreign.body).not.toContain('canary')

      const own = await ask(owner.send, route, kind, things)
      expect([200, 201, 202, 204], `${label} owner: ${own.body}`).toContain(own.statusCode)
    }
  }, 120_000)

  it('need a sign-in even where they are one’s own', async () => {
    for (const route of routes) {
      const kind = classified[route.operationId]
      if (kind !== 'own' && kind !== 'cookie') continue
      const response = await house.app.inject({ method: route.method, url: route.path })
      expect(response.statusCode, route.path).toBe(kind === 'own' ? 401 : 403)
    }
  })
})

describe('AZ-02 lists, search and answers', () => {
  it('of a stranger hold nothing of the owner', async () => {
    const canary = 'zyxomycin'
    const things = await giveBelongings(house, owner, canary)
    const own = await owner.post('/api/v1/search', { query: canary })
    expect(own.json()).toMatchObject({ total: 2 })
    const mistyped = await owner.post('/api/v1/search', { query: 'zyxomicin' })
    expect(mistyped.json()).toMatchObject({ corrections: [{ typed: 'zyxomicin', used: canary }] })
    const responses = [
      await stranger.send('/api/v1/family'),
      await stranger.send('/api/v1/records?per_page=100'),
      await stranger.send('/api/v1/documents?per_page=100'),
      await stranger.send('/api/v1/ai/consents'),
      await stranger.send('/api/v1/user'),
      await stranger.post('/api/v1/search', { query: 'tetanus' }),
      await stranger.post('/api/v1/search', { query: canary }),
      await stranger.post('/api/v1/search', { query: 'zyxomicin' }),
      await stranger.post('/api/v1/ai/chat', { message: 'When was the tetanus booster?' }),
    ]
    for (const { statusCode, body } of responses) {
      expect(statusCode).toBe(200)
      expect(body.includes(canary)).toBe(false)
      expect(body.includes(`"record_id":${things.recordId},`)).toBe(false)
    }
  })
})

describe('AZ-03 nested things', () => {
  it('cannot be moved to somebody else’s person', async () => {
    const things = await giveBelongings(house, owner, 'canary')
    const foreign = await giveBelongings(house, stranger, 'other')
    const moved = await owner.put(`/api/v1/records/${things.recordId}`, {
      date: '2024-01-15',
      family_member_id: foreign.memberId,
    })
    expect(moved.statusCode).toBe(404)
    const record = await owner.send(`/api/v1/records/${things.recordId}`)
    expect(record.json()).toMatchObject({ family_member: { id: things.memberId } })
  })
})

describe('AZ-05 what the house decides', () => {
  it('is taken from nobody', async () => {
    const { recordId, memberId } = await giveBelongings(house, owner, 'canary')
    const fields = ['id', 'user_id', 'owner_id', 'is_admin', 'version', 'created_at', 'email']
    for (const field of fields) {
      for (const [url, payload] of [
        [`/api/v1/records/${recordId}`, { date: '2024-01-15' }],
        [`/api/v1/family/${memberId}`, { name: 'Ben', relationship: 'child' }],
        ['/api/v1/user', { first_name: 'x' }],
      ] as const) {
        const response = await owner.put(url, { ...payload, [field]: 1 })
        expect(response.json(), `${url} ${field}`).toMatchObject({ status: 400, field })
      }
    }
    const user = await stranger.send('/api/v1/user')
    expect(user.json()).toMatchObject({ is_admin: false })
  })
})

/** All that tells two refusals apart, but for what differs between any two answers. */
function toComparable({ headers, body }: LightMyRequestResponse): object {
  const { date: _date, 'x-request-id': _id, 'x-ratelimit-remaining': _left, ...rest } = headers
  return { rest, body: body.replace(/"request_id":"[^"]*"/, '') }
}
