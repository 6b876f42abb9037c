import { createHash } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'
import { listRoutes } from './support/route-list.ts'

let house: PhrmUnderTest
let owner: Client

beforeAll(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
})
afterAll(() => house.close())
afterEach(() => vi.useRealTimers())

interface Created {
  id: number
  token: string
  hint: string
  expires_at: string
}

async function createToken(input: object = {}, client = owner): Promise<Created> {
  const response = await client.post('/api/v1/tokens', {
    name: 'Backup script',
    scopes: ['records:read'],
    ...input,
  })
  expect(response.statusCode, response.body).toBe(201)
  return response.json<Created>()
}

function send(token: string, options: InjectOptions | string, headers: object = {}) {
  const request = typeof options === 'string' ? { url: options } : options
  return house.app.inject({
    ...request,
    headers: { authorization: `Bearer ${token}`, ...request.headers, ...headers },
  })
}

const listTokens = async () =>
  (await owner.send('/api/v1/tokens')).json<{ tokens: Record<string, unknown>[] }>().tokens

/** The clock of the house alone; timers and the database go on. */
function turnClock(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

describe('TK-01 a token', () => {
  it('is shown once, and kept as a hash with its last eight characters', async () => {
    const created = await createToken({ scopes: ['records:read', 'ai:use'] })
    expect(created.token).toMatch(/^phrm_pat_[0-9A-Za-z]{49}$/)
    expect(created.hint).toBe(created.token.slice(-8))
    const listed = await listTokens()
    expect(listed[0]).toEqual({
      id: created.id,
      name: 'Backup script',
      scopes: ['records:read', 'ai:use'],
      hint: created.hint,
      created_at: expect.any(String) as string,
      expires_at: created.expires_at,
      last_used_at: null,
    })
    expect(JSON.stringify(listed)).not.toContain(created.token.slice(9, 40))
    const { rows } = await house.database.pool.query('select * from api_tokens where id = $1', [
      created.id,
    ])
    expect(rows[0]).toMatchObject({
      token_hash: createHash('sha256').update(created.token).digest('hex'),
    })
    expect(JSON.stringify(rows)).not.toContain(created.token.slice(9, 40))
  })

  it('is seen and revoked by its account alone', async () => {
    const { id, token } = await createToken()
    const stranger = await house.register('stranger')
    expect((await stranger.send('/api/v1/tokens')).json()).toEqual({ tokens: [] })
    const revoked = await stranger.send({ method: 'DELETE', url: `/api/v1/tokens/${id}` })
    expect(revoked.statusCode).toBe(404)
    expect((await send(token, '/api/v1/records')).statusCode).toBe(200)
  })

  it('needs a sign-in of the last quarter of an hour', async () => {
    turnClock(16 * 60_000)
    const refreshed = await house.app.inject({
      method: 'POST',
      url: '/api/v1/auth/refresh',
      headers: { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'phrm' },
      cookies: { '__Secure-phrm_refresh': owner.cookie },
    })
    expect(refreshed.statusCode, refreshed.body).toBe(200)
    const { access_token } = refreshed.json<{ access_token: string }>()
    const response = await send(access_token, {
      method: 'POST',
      url: '/api/v1/tokens',
      payload: { name: 'x', scopes: ['records:read'] },
    })
    expect(response.json()).toMatchObject({ status: 403, code: 'reauth-required' })
  })

  it.each([
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['records:delete'] }, 'scopes.0'],
    [{ scopes: ['ai:use', 'ai:use'] }, 'scopes'],
    [{ name: ' ' }, 'name'],
    [{ is_admin: true }, 'is_admin'],
  ])('is not made from %j', async (change, field) => {
    const response = await owner.post('/api/v1/tokens', {
      name: 'x',
      scopes: ['ai:use'],
      ...change,
    })
    expect(response.json()).toMatchObject({ status: 400, field })
  })
})

describe('TK-01 how many', () => {
  it('is at most fifty that work', async () => {
    const collector = await house.register('collector')
    const { id } = await createToken({}, collector)
    for (let i = 1; i < 50; i++) await createToken({}, collector)
    const payload = { name: 'x', scopes: ['ai:use'] }
    expect((await collector.post('/api/v1/tokens', payload)).statusCode).toBe(409)
    await collector.send({ method: 'DELETE', url: `/api/v1/tokens/${id}` })
    await createToken({}, collector)
  })
})

describe('TK-02 scopes', () => {
  it('let a token read what it may read, and nothing more', async () => {
    const { token } = await createToken()
    expect((await send(token, '/api/v1/records')).statusCode).toBe(200)
    const added = await send(token, {
      method: 'POST',
      url: '/api/v1/records',
      payload: { date: '2024-01-15' },
    })
    expect(added.json()).toMatchObject({ status: 403, code: 'insufficient-scope' })
  })

  it('of every kind reach no sign-in, no token and no administration', async () => {
    const first = await house.register('every-scope')
    await house.database.pool.query('update users set is_admin = true where id = $1', [
      first.accountId,
    ])
    const scopes = ['profile:read', 'records:read', 'records:write', 'documents:read']
    const { token } = await createToken({ scopes: [...scopes, 'documents:write', 'ai:use'] }, first)
    const routes = await listRoutes(house.app)
    const closed = routes.filter(({ path }) => /^\/api\/v1\/(auth|tokens|admin)\b/.test(path))
    expect(closed.length).toBeGreaterThan(5)
    for (const { method, path } of closed) {
      const url = path.replaceAll(/\{\w+\}/g, '1')
      const response = await send(token, { method, url })
      const label = `${method} ${path}`
      // What anyone may call does not look at the bearer; the others refuse it before they look at anything else.
      const description = operationOf(method, path)
      if (description.security?.length === 0) continue
      expect(response.statusCode, label).toBe(403)
    }
  })

  it('are written into every description of a route that takes tokens', async () => {
    const { token } = await createToken()
    const routes = await listRoutes(house.app)
    for (const { method, path } of routes) {
      const { security } = operationOf(method, path)
      const scope = security?.[0]?.bearer?.[0]
      if (security?.length === 0 || scope === 'records:read' || path.endsWith('/health')) continue
      if (security?.[0] && !('bearer' in security[0])) continue
      const response = await send(token, { method, url: path.replaceAll(/\{\w+\}/g, '1') })
      expect(response.json(), `${method} ${path}`).toMatchObject({
        status: 403,
        code: 'insufficient-scope',
      })
    }
  })
})

interface Operation {
  security?: { bearer?: string[] }[]
}

function operationOf(method: string, path: string): Operation {
  const { paths } = house.app.swagger() as { paths: Record<string, Record<string, Operation>> }
  return paths[path]![method.toLowerCase()]!
}

describe('TK-03 expiry', () => {
  const days = (from: number, { expires_at }: Created) =>
    Math.round((Date.parse(expires_at) - from) / 86_400_000)

  it('is 90 days unless asked, and at most 365', async () => {
    expect(days(Date.now(), await createToken())).toBe(90)
    expect(days(Date.now(), await createToken({ expires_in_days: 365 }))).toBe(365)
    for (const expires_in_days of [366, 0, -1, 1.5, null, '30']) {
      const response = await owner.post('/api/v1/tokens', {
        name: 'x',
        scopes: ['ai:use'],
        expires_in_days,
      })
      expect(response.statusCode, String(expires_in_days)).toBe(400)
    }
  })

  it('is no longer by another way', async () => {
    const { useCases } = house.phrm
    const actor = { accountId: owner.accountId, isAdmin: false, authenticatedAt: new Date() }
    for (const days of [0, 366]) {
      const made = useCases.apiTokens.create(actor, { name: 'x', scopes: ['ai:use'], days })
      await expect(made).rejects.toMatchObject({ code: 'invalid' })
    }
  })

  it('ends a token to the second', async () => {
    const { token, expires_at } = await createToken({ expires_in_days: 1 })
    const left = Date.parse(expires_at) - Date.now()
    turnClock(left - 2000)
    expect((await send(token, '/api/v1/records')).statusCode).toBe(200)
    turnClock(4000)
    const response = await send(token, '/api/v1/records')
    expect(response.json()).toMatchObject({ status: 401, code: 'unauthenticated' })
  })
})

describe('TK-04 last use', () => {
  it('is written at most once a minute', async () => {
    const { id, token } = await createToken()
    const lastUsed = async () => (await listTokens()).find((each) => each.id === id)?.last_used_at
    await send(token, '/api/v1/records')
    const first = await lastUsed()
    expect(first).toEqual(expect.any(String))
    turnClock(30_000)
    await send(token, '/api/v1/records')
    vi.useRealTimers()
    expect(await lastUsed()).toBe(first)
    turnClock(61_000)
    await send(token, '/api/v1/records')
    vi.useRealTimers()
    expect(Date.parse(String(await lastUsed()))).toBeGreaterThan(Date.parse(String(first)))
  })

  it('is written by twenty at once without any of them waiting for long', async () => {
    const { token } = await createToken()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send(token, '/api/v1/records')),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200))
  })
})

describe('TK-05 revoking', () => {
  it('ends a token with the next request, and once', async () => {
    const { id, token } = await createToken()
    expect((await send(token, '/api/v1/records')).statusCode).toBe(200)
    const revoke = () => owner.send({ method: 'DELETE', url: `/api/v1/tokens/${id}` })
    expect((await revoke()).statusCode).toBe(204)
    expect((await send(token, '/api/v1/records')).statusCode).toBe(401)
    expect((await revoke()).statusCode).toBe(404)
    expect((await listTokens()).some((each) => each.id === id)).toBe(false)
  })

  it('happens by itself when the account is closed', async () => {
    const leaving = await house.register('leaving')
    const { token } = await createToken({}, leaving)
    expect((await send(token, '/api/v1/records')).statusCode).toBe(200)
    await house.database.pool.query('update users set disabled_at = now() where id = $1', [
      leaving.accountId,
    ])
    expect((await send(token, '/api/v1/records')).statusCode).toBe(401)
  })
})

describe('TK-06 a token and a browser', () => {
  it('does not go together with a cookie of PHRM, whoever it belongs to', async () => {
    const { token } = await createToken()
    const other = await house.register('cookie-owner')
    for (const value of [other.cookie, owner.cookie, 'x']) {
      const cookie = `a=b; __Secure-phrm_refresh=${value}`
      const response = await send(token, '/api/v1/records', { cookie })
      expect(response.json()).toMatchObject({ status: 400, code: 'invalid' })
    }
  })

  it('needs no proof that a page of PHRM sent it', async () => {
    const { token } = await createToken()
    const response = await send(token, '/api/v1/records', {
      'sec-fetch-site': 'cross-site',
      origin: 'https://evil.example',
    })
    expect(response.statusCode).toBe(200)
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
  })

  it.each(['phrm_pat_', `phrm_pat_${'a'.repeat(49)}`, 'phrm_pat_../../x', 'PHRM_PAT_x'])(
    '%j signs nobody in',
    async (token) => {
      expect((await send(token, '/api/v1/records')).statusCode).toBe(401)
    },
  )
})

describe('events', () => {
  it('tell that a token was made and revoked, without the token', async () => {
    const maker = await house.register('maker')
    const { id, token } = await createToken({}, maker)
    await maker.send({ method: 'DELETE', url: `/api/v1/tokens/${id}` })
    const { items } = await house.phrm.ports.store.as(maker.accountId, ({ audit }) =>
      audit.listOwnEvents({ page: 1, perPage: 50 }),
    )
    const types = items.map(({ type }) => type)
    expect(types.filter((type) => type === 'authn_token_created')).toHaveLength(1)
    expect(types.filter((type) => type === 'authn_token_revoked')).toHaveLength(1)
    expect(JSON.stringify(items)).not.toContain(token.slice(9, 30))
  })
})
