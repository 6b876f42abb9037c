import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  openPhrmUnderTest,
  password,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'
import { listRoutes } from './support/route-list.ts'

let house: PhrmUnderTest
let owner: Client

beforeAll(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
})
afterAll(() => house.close())

const own = { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'phrm' }
const name = '__Secure-phrm_refresh'

const refresh = (token: string, headers: Record<string, string> = own) =>
  house.app.inject({
    method: 'POST',
    url: '/api/v1/auth/refresh',
    headers,
    cookies: { [name]: token },
  })

const logIn = (payload: object) =>
  house.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload })

async function signInAgain() {
  const response = await logIn({ email: 'owner@example.org', password })
  const token = response.json<{ access_token: string }>().access_token
  return { token, cookie: response.cookies[0]?.value ?? '' }
}

const userOf = async (token: string) =>
  (await house.app.inject({ url: '/api/v1/user', headers: { authorization: `Bearer ${token}` } }))
    .statusCode

describe('SE-01 the refresh cookie', () => {
  it('is long, random, for scripts not to be read, and in no body', async () => {
    const response = await logIn({ email: 'owner@example.org', password })
    const [cookie] = response.cookies
    expect(cookie).toMatchObject({
      name,
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      path: '/api/v1/auth',
    })
    expect(cookie?.value).toMatch(/^[\w-]{43,}$/)
    expect(response.body).not.toContain(cookie?.value)
  })
})

describe('SE-10 the two routes that read it', () => {
  it('obey pages of this origin alone', async () => {
    const { cookie } = await signInAgain()
    const foreign: Record<string, string>[] = [
      { ...own, 'sec-fetch-site': 'cross-site' },
      { ...own, 'sec-fetch-site': 'same-site' },
      { 'x-requested-with': 'phrm', origin: 'https://evil.example' },
      { 'x-requested-with': 'phrm' },
      { 'sec-fetch-site': 'same-origin' },
    ]
    for (const headers of foreign) {
      expect((await refresh(cookie, headers)).statusCode).toBe(403)
      const request = { method: 'POST', url: '/api/v1/auth/logout', headers } as const
      const logOut = await house.app.inject({ ...request, cookies: { [name]: cookie } })
      expect(logOut.statusCode).toBe(403)
    }
    expect((await refresh(cookie)).statusCode).toBe(200)
  })

  it('and no other route reads it', async () => {
    const { cookie } = await signInAgain()
    for (const { method, path } of await listRoutes(house.app)) {
      if (path.includes('/auth/') || path.endsWith('/health')) continue
      const url = path.replace(/\{\w+\}/g, '1')
      const response = await house.app.inject({
        method,
        url,
        headers: own,
        cookies: { [name]: cookie, phrm_session: cookie },
      })
      expect(response.statusCode, `${method} ${path}`).toBe(401)
    }
  })
})

describe('SE-03, SE-04 turning and ending', () => {
  it('gives a new cookie each time', async () => {
    const { cookie } = await signInAgain()
    const second = await refresh(cookie)
    const next = second.cookies[0]?.value ?? ''
    expect(next).not.toBe(cookie)
    const third = await refresh(next)
    expect(third.statusCode).toBe(200)
    const token = third.json<{ access_token: string }>().access_token
    expect(await userOf(token)).toBe(200)
  })

  it('ends the access token with the session', async () => {
    const { token, cookie } = await signInAgain()
    expect(await userOf(token)).toBe(200)
    const request = { method: 'POST', url: '/api/v1/auth/logout', headers: own } as const
    const response = await house.app.inject({ ...request, cookies: { [name]: cookie } })
    expect(response.statusCode).toBe(204)
    expect(response.headers['clear-site-data']).toContain('"cache"')
    expect(await userOf(token)).toBe(401)
    expect((await refresh(cookie)).statusCode).toBe(401)
  })

  it.each(['', 'x', 'r'.repeat(43), "' or 1=1 --", '\u0000'])('knows no %j', async (token) => {
    expect((await refresh(token)).statusCode).toBe(401)
  })
})

describe('signing in', () => {
  it('says one and the same of a wrong password and of an unknown address', async () => {
    const wrong = await logIn({ email: 'owner@example.org', password: 'not the right password' })
    const unknown = await logIn({ email: 'nobody@example.org', password: 'not the right password' })
    expect(wrong.statusCode).toBe(401)
    const plain = (body: string): string => body.replace(/"request_id":"[^"]*"/, '')
    expect(plain(wrong.body)).toBe(plain(unknown.body))
  })

  it('knows the address however it is written', async () => {
    expect((await logIn({ email: 'OWNER@Example.org', password })).statusCode).toBe(200)
  })

  it('makes nobody but the first an administrator', async () => {
    const second = await house.register('second')
    expect((await second.send('/api/v1/user')).json()).toMatchObject({ is_admin: false })
    expect((await owner.send('/api/v1/user')).json()).toMatchObject({ is_admin: true })
  })
})

describe('SE-11, SE-12, SE-15', () => {
  it('opens to no other origin and keeps nothing in a cache', async () => {
    for (const { method, path } of await listRoutes(house.app)) {
      const url = path.replace(/\{\w+\}/g, '1')
      const headers = { origin: 'https://evil.example' }
      const asked = await house.app.inject({ method: 'OPTIONS', url, headers })
      expect(asked.headers['access-control-allow-origin'], path).toBeUndefined()
      if (path.includes('/events') || path.includes('/auth/')) continue
      const response = await owner.send({ method, url, headers })
      expect(response.headers['access-control-allow-origin'], path).toBeUndefined()
      expect(response.headers['cache-control'], `${method} ${path}`).toBe('no-store')
    }
  })

  it('takes no form that a foreign page could send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const response = await house.app.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        payload: JSON.stringify({ email: 'owner@example.org', password }),
        headers: { 'content-type': type },
      })
      expect(response.statusCode).toBe(415)
    }
  })
})
