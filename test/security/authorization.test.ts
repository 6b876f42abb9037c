import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeMatrix } from './support/authorization-matrix.ts'
import { giveBelongings } from './support/belongings.ts'
import { classified } from './support/classified-routes.ts'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'
import { listRoutes, type Route } from './support/route-list.ts'

describeMatrix('AZ-01 things of somebody', 'both')

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

describe('AZ-01 one’s own things', () => {
  it('need a sign-in even where they are one’s own', async () => {
    for (const route of routes) {
      const kind = classified[route.operationId]
      if (kind !== 'own' && kind !== 'admin' && kind !== 'cookie') continue
      const response = await house.app.inject({ method: route.method, url: route.path })
      expect(response.statusCode, route.path).toBe(kind === 'cookie' ? 403 : 401)
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
