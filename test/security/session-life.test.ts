import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createUseCases } from '@phrm/core'
import {
  openPhrmUnderTest,
  password,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'

let house: PhrmUnderTest
let owner: Client

beforeAll(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
})
afterAll(() => house.close())
afterEach(() => void vi.useRealTimers())

const name = '__Secure-phrm_refresh'
const minutes = (count: number) => count * 60_000

interface SignedIn {
  token: string
  cookie: string
}

async function signIn(remember = false): Promise<SignedIn> {
  return toSignedIn(
    await house.app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { email: 'owner@example.org', password, remember },
    }),
  )
}

function toSignedIn(response: Awaited<ReturnType<Client['send']>>): SignedIn {
  if (response.statusCode !== 200) throw new Error(response.body)
  const { access_token: token } = response.json<{ access_token: string }>()
  return { token, cookie: response.cookies.find((each) => each.name === name)?.value ?? '' }
}

const refresh = (cookie: string) =>
  house.app.inject({
    method: 'POST',
    url: '/api/v1/auth/refresh',
    headers: { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'phrm' },
    cookies: { [name]: cookie },
  })

const ask = (token: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  house.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${token}` },
    ...(payload && { payload }),
  })

const statusOf = async (token: string) => (await ask(token, 'GET', '/user')).statusCode

function setClock(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: milliseconds })
}

interface Listed {
  sessions: { id: number; current: boolean; device: string; ip: string; last_seen_at: string }[]
}

describe('SE-02 the database', () => {
  it('holds no cookie and no access token that works', async () => {
    const { token, cookie } = await signIn(true)
    const next = toSignedIn(await refresh(cookie))
    const { rows } = await house.database.pool.query(
      `select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    for (const { table_name: table } of rows as { table_name: string }[]) {
      const dump = await house.database.pool.query(`select t::text as line from "${table}" t`)
      const text = (dump.rows as { line: string }[]).map(({ line }) => line).join('\n')
      for (const secret of [token, cookie, next.token, next.cookie])
        expect(text.includes(secret), table).toBe(false)
    }
  })
})

describe('SE-03 a proof of who sits there', () => {
  it('gives the session another access token and cookie; the ones before are dead', async () => {
    const before = await signIn()
    const response = await ask(before.token, 'POST', '/auth/reauthenticate', { password })
    const after = toSignedIn(response)
    expect(after.token).not.toBe(before.token)
    expect(after.cookie).not.toBe(before.cookie)
    expect(await statusOf(before.token)).toBe(401)
    expect(await statusOf(after.token)).toBe(200)
    expect((await refresh(after.cookie)).statusCode).toBe(200)
  })

  it('is no proof with a wrong password, and changes nothing', async () => {
    const { token } = await signIn()
    const response = await ask(token, 'POST', '/auth/reauthenticate', { password: 'not mine' })
    expect(response.json()).toMatchObject({ status: 403, field: 'password' })
    expect(response.cookies).toEqual([])
    expect(await statusOf(token)).toBe(200)
  })

  it('lengthens no session', async () => {
    const start = Date.now()
    setClock(start)
    let { token, cookie } = await signIn()
    for (let now = start; now < start + minutes(24 * 60 - 30); now += minutes(30)) {
      setClock(now)
      token = toSignedIn(await refresh(cookie)).token
      cookie = toSignedIn(await ask(token, 'POST', '/auth/reauthenticate', { password })).cookie
    }
    setClock(start + minutes(24 * 60))
    expect((await refresh(cookie)).statusCode).toBe(401)
  }, 60_000)
})

describe('SE-05 a session', () => {
  it('ends after an hour without use', async () => {
    const start = Date.now()
    setClock(start)
    const { cookie } = await signIn()
    setClock(start + minutes(61))
    expect((await refresh(cookie)).statusCode).toBe(401)
    setClock(start + minutes(5))
    expect((await refresh(cookie)).statusCode).toBe(401)
  })

  it.each([
    ['a day', false, 24 * 60, 30],
    ['fourteen days, remembered', true, 14 * 24 * 60, 60 * 24],
  ])('ends after %s however much it is used', async (_name, remember, end, step) => {
    const start = Date.now()
    setClock(start)
    let session = await signIn(remember)
    for (let minute = step; minute < end; minute += step) {
      setClock(start + minutes(minute))
      session = toSignedIn(await refresh(session.cookie))
    }
    expect(await statusOf(session.token)).toBe(200)
    setClock(start + minutes(end))
    expect((await refresh(session.cookie)).statusCode).toBe(401)
    expect(await statusOf(session.token)).toBe(401)
  })
})

describe('SE-08 one’s own sessions', () => {
  it('are listed with device, address and time, and ended one by one, at once', async () => {
    const one = await house.register('lister')
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const other = toSignedIn(
      await house.app.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        payload: { email: 'lister@example.org', password },
        headers: { 'user-agent': agent },
        remoteAddress: '203.0.113.9',
      }),
    )
    // Into the cache, from where it must vanish at once.
    expect(await statusOf(other.token)).toBe(200)
    const { sessions } = (await one.send('/api/v1/auth/sessions')).json<Listed>()
    expect(sessions).toHaveLength(2)
    const theirs = sessions.find(({ current }) => !current)!
    expect(theirs).toMatchObject({
      device: 'Firefox on Linux',
      ip: '203.0.113.9',
      user_agent: agent,
    })
    const end = (id: number) => one.send({ method: 'DELETE', url: `/api/v1/auth/sessions/${id}` })
    expect((await end(theirs.id)).statusCode).toBe(204)
    expect(await statusOf(other.token)).toBe(401)
    expect((await refresh(other.cookie)).statusCode).toBe(401)
    expect((await end(theirs.id)).statusCode).toBe(404)
    expect(await statusOf(one.token)).toBe(200)
  })

  it('are nobody else’s', async () => {
    const stranger = await house.register('stranger')
    const { token } = await signIn()
    const { sessions } = (await ask(token, 'GET', '/auth/sessions')).json<Listed>()
    for (const { id } of sessions) {
      const url = `/api/v1/auth/sessions/${id}`
      expect((await stranger.send({ method: 'DELETE', url })).statusCode).toBe(404)
    }
    expect(await statusOf(token)).toBe(200)
  })

  it('end everywhere else together', async () => {
    const [kept, one, other] = [await signIn(), await signIn(), await signIn(true)]
    expect((await ask(kept.token, 'POST', '/auth/sessions/end-others')).statusCode).toBe(204)
    expect(await Promise.all([kept, one, other].map(({ token }) => statusOf(token)))).toEqual([
      200, 401, 401,
    ])
    owner = { ...owner, token: kept.token }
  })

  it('that end while a request looks them up do not come back by the cache', async () => {
    const { ports } = house.phrm
    const { token } = await signIn()
    const { sid, sub } = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    ) as { sid: string; sub: string }
    const claims = { sessionId: sid, accountId: Number(sub) }
    // It ends in the moment between the answer of the database and the cache.
    const sessions: typeof ports.store.sessions = {
      ...ports.store.sessions,
      find: async (id, now) => {
        const found = await ports.store.sessions.find(id, now)
        await house.phrm.useCases.sessions.endAll(claims.accountId)
        return found
      },
    }
    const slow = createUseCases({ ...ports, store: { ...ports.store, sessions } })
    await expect(slow.sessions.authenticate(claims)).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    expect(await statusOf(token)).toBe(401)
  })
})

describe('TK-08 refresh tokens', () => {
  it('that come five times at once are exchanged once, for the same successor', async () => {
    const { cookie } = await signIn()
    const five = await Promise.all(Array.from({ length: 5 }, () => refresh(cookie)))
    expect(five.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200])
    const successors = new Set(five.map((response) => toSignedIn(response).cookie))
    expect(successors.size).toBe(1)
    expect((await refresh([...successors][0]!)).statusCode).toBe(200)
  })

  it('that come again within ten seconds get the same successor', async () => {
    const start = Date.now()
    setClock(start)
    const { cookie } = await signIn()
    const first = toSignedIn(await refresh(cookie))
    setClock(start + 9_000)
    expect(toSignedIn(await refresh(cookie)).cookie).toBe(first.cookie)
  })

  it('that come again later end the whole family, access tokens too, and are written down', async () => {
    const start = Date.now()
    setClock(start)
    const { cookie } = await signIn()
    const next = toSignedIn(await refresh(cookie))
    expect(await statusOf(next.token)).toBe(200)
    setClock(start + 11_000)
    expect((await refresh(cookie)).statusCode).toBe(401)
    expect(await statusOf(next.token)).toBe(401)
    expect((await refresh(next.cookie)).statusCode).toBe(401)
    const { items } = await house.phrm.ports.store.securityEvents.list({
      page: 1,
      perPage: 10,
      type: 'authn_token_reuse',
    })
    expect(items[0]?.account?.id).toBe(owner.accountId)
  })

  it('are not ended by a database that fails for another reason', async () => {
    const { cookie } = await signIn()
    const { store } = house.phrm.ports
    const rotate = vi.spyOn(store.sessions, 'rotate').mockRejectedValueOnce(new Error('away'))
    expect((await refresh(cookie)).statusCode).toBe(500)
    rotate.mockRestore()
    expect((await refresh(cookie)).statusCode).toBe(200)
  })
})
