import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerPeople, shareBelongings, type People } from './belongings-shared.ts'
import type { SharedBelongings } from './belongings-shared.ts'
import { classified, toNeed, type Ask, type Outcome } from './classified-routes.ts'
import {
  openPhrmUnderTest,
  type Client,
  type PhrmUnderTest,
  type Walls,
} from './phrm-under-test.ts'
import { listRoutes, type Route } from './route-list.ts'

const nowhere = 2_000_000_000
const nothing: SharedBelongings = {
  memberId: nowhere,
  recordId: nowhere,
  documentId: nowhere,
  jobId: nowhere,
  shareId: nowhere,
  offerId: nowhere,
}

/** Every route that names something of a person × everyone who could ask for it. */
export function describeMatrix(name: string, walls: Walls): void {
  describe(`${name}`, () => {
    let house: PhrmUnderTest
    let people: People
    let withThings: { route: Route; kind: Ask }[]
    let narrow: Client['send']

    beforeAll(async () => {
      house = await openPhrmUnderTest({}, walls)
      people = await registerPeople(house)
      narrow = await createNarrowToken(house, people.owner)
      withThings = (await listRoutes(house.app)).flatMap((route) => {
        const kind = classified[route.operationId]
        return typeof kind === 'function' ? [{ route, kind }] : []
      })
      expect(withThings.length).toBeGreaterThan(30)
    })
    afterAll(() => house.close())

    async function newThings(): Promise<SharedBelongings> {
      await takeBackOffers(people.owner)
      return shareBelongings(house, people, 'canary')
    }

    async function ask(
      send: Client['send'],
      { method, path }: Route,
      kind: Ask,
      of: SharedBelongings,
    ): Promise<LightMyRequestResponse> {
      const { id, query, removed, ended, payload, headers } = kind(of)
      const { owner } = people
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

    it('for anonymous, a stranger, an administrator and a token for something else: nothing', async () => {
      for (const { route, kind } of withThings) {
        const label = `${route.method} ${route.path}`
        const things = await newThings()
        const anonymous = await ask((o) => house.app.inject(o), route, kind, things)
        expect(anonymous.statusCode, `${label} anonymous`).toBe(401)
        const scoped = await ask(narrow, route, kind, things)
        expect(scoped.json(), `${label} token`).toMatchObject({ status: 403 })
        expect(scoped.body).not.toContain('canary')

        for (const who of ['stranger', 'admin'] as const) {
          const foreign = await ask(people[who].send, route, kind, things)
          const missing = await ask(people[who].send, route, kind, nothing)
          expect(foreign.statusCode, `${label} ${who}`).toBe(404)
          expect(toComparable(foreign), `${label} ${who}`).toEqual(toComparable(missing))
          expect(foreign.body).not.toContain('canary')
        }
      }
    }, 240_000)

    it.each(['viewer', 'editor', 'receiver', 'owner'] as const)(
      'for the %s: what that role may',
      async (who) => {
        for (const { route, kind } of withThings) {
          const label = `${route.method} ${route.path} ${who}`
          const answer = await ask(people[who].send, route, kind, await newThings())
          const expected = toNeed(route)[who]
          const got = `${answer.statusCode} ${answer.body.slice(0, 200)}`
          expect(statuses(expected, walls), `${label}: ${got}`).toContain(answer.statusCode)
        }
      },
      240_000,
    )
  })
}

/** An account may only have so many that wait. */
async function takeBackOffers({ send }: Client): Promise<void> {
  const { given } = (await send('/api/v1/shares')).json<{
    given: { id: number; accepted_at: string | null }[]
  }>()
  for (const { id, accepted_at } of given)
    if (accepted_at === null) await send({ method: 'DELETE', url: `/api/v1/shares/${id}` })
}

/** A wall that stands alone may refuse in other words: what counts is that it refuses. */
function statuses(outcome: Outcome, walls: Walls): number[] {
  if (outcome === 'given') return [200, 201, 202, 204]
  if (walls !== 'both') return [403, 404, 412]
  return outcome === 'gone' ? [404] : [403]
}

async function createNarrowToken(house: PhrmUnderTest, owner: Client): Promise<Client['send']> {
  const created = await owner.post('/api/v1/tokens', { name: 'narrow', scopes: ['profile:read'] })
  const { token } = created.json<{ token: string }>()
  return (options) => {
    const request = typeof options === 'string' ? { url: options } : options
    const authorization = `Bearer ${token}`
    return house.app.inject({ ...request, headers: { ...request.headers, authorization } })
  }
}

/** All that tells two refusals apart, but for what differs between any two answers. */
function toComparable({ headers, body }: LightMyRequestResponse): object {
  const changing = new Set(['date', 'x-request-id', 'x-ratelimit-remaining', 'x-ratelimit-reset'])
  const rest = Object.entries(headers).filter(
    ([name]) => !changing.has(name) && !name.startsWith('ratelimit'),
  )
  return { rest, body: body.replace(/"request_id":"[^"]*"/, '') }
}
