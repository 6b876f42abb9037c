import { describe, expect, it } from 'vitest'
import { DomainError } from '@phrm/core'
import { openTestApp, toSignedIn } from '../../testing/test-app.ts'

const own = { 'sec-fetch-site': 'same-origin', 'x-requested-with': 'phrm' }
const cookies = { '__Secure-phrm_refresh': 'old' }

describe('signing in', () => {
  it('answers the access token in the body and the refresh token in a cookie that no script reads', async () => {
    const app = await openTestApp()
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { email: '1@example.org', password: 'right' },
    })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({ token_type: 'Bearer', expires_in: 600 })
    expect(response.body).not.toContain('rrrr')
    expect(response.headers['set-cookie']).toBe(
      `__Secure-phrm_refresh=${'r'.repeat(43)}; Path=/api/v1/auth; HttpOnly; Secure; SameSite=Strict`,
    )
  })

  it('keeps the cookie over a restart of the browser when asked to', async () => {
    const app = await openTestApp()
    const payload = { email: '1@example.org', password: 'right', remember: true }
    const response = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload })
    expect(response.headers['set-cookie']).toContain('Expires=Tue, 01 Jan 2030')
  })

  it('says the same for a wrong password as for an unknown account', async () => {
    const app = await openTestApp()
    const logIn = (payload: object) =>
      app.inject({ method: 'POST', url: '/api/v1/auth/login', payload })
    const response = await logIn({ email: '1@example.org', password: 'wrong' })
    expect(response.statusCode).toBe(401)
    expect(response.json()).toMatchObject({ code: 'wrong-credentials' })
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  it('registers', async () => {
    let asked: object = {}
    const app = await openTestApp({
      accounts: { register: async (person) => ((asked = person), toSignedIn(1)) },
    })
    const payload = {
      username: 'anna',
      email: 'anna@example.org',
      password: 'seven geese on a frozen pond',
      first_name: 'Anna',
      last_name: 'Meier',
    }
    const response = await app.inject({ method: 'POST', url: '/api/v1/auth/register', payload })
    expect(response.statusCode).toBe(201)
    expect(asked).toMatchObject({ firstName: 'Anna', lastName: 'Meier' })
    const short = { ...payload, password: '' }
    const refused = await app.inject({
      method: 'POST',
      url: '/api/v1/auth/register',
      payload: short,
    })
    expect(refused.json()).toMatchObject({ status: 400, field: 'password' })
    for (const email of ['anna', '@', 'a@b', 'a b@example.org', 'a@exa mple.org', 'a@b@c.org']) {
      const wrong = await app.inject({
        method: 'POST',
        url: '/api/v1/auth/register',
        payload: { ...payload, email },
      })
      expect(wrong.json(), email).toMatchObject({ status: 400, field: 'email' })
    }
  })
})

const refused: [string, Record<string, string>][] = [
  ['cross-site', { ...own, 'sec-fetch-site': 'cross-site' }],
  ['same-site', { ...own, 'sec-fetch-site': 'same-site' }],
  ['none', { ...own, 'sec-fetch-site': 'none' }],
  ['neither header', { 'x-requested-with': 'phrm' }],
  ['foreign origin', { 'x-requested-with': 'phrm', origin: 'https://evil.example' }],
  [
    'own origin, cross-site',
    { ...own, 'sec-fetch-site': 'cross-site', origin: 'http://localhost' },
  ],
  ['no X-Requested-With', { 'sec-fetch-site': 'same-origin' }],
  ['another X-Requested-With', { ...own, 'x-requested-with': 'XMLHttpRequest' }],
]

describe.each(['refresh', 'logout'])('SE-10 /auth/%s reads the cookie', (route) => {
  const url = `/api/v1/auth/${route}`
  const open = () =>
    openTestApp({
      sessions: { refresh: async () => toSignedIn(1), logOut: async () => undefined },
    })

  it.each(refused)('not for %s', async (_name, headers) => {
    const response = await (await open()).inject({ method: 'POST', url, headers, cookies })
    expect(response.statusCode).toBe(403)
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  it('for a page of its own', async () => {
    const app = await open()
    const ok = route === 'refresh' ? 200 : 204
    expect((await app.inject({ method: 'POST', url, headers: own, cookies })).statusCode).toBe(ok)
    const headers = {
      'x-requested-with': 'phrm',
      origin: 'http://localhost:80',
      host: 'localhost:80',
    }
    expect((await app.inject({ method: 'POST', url, headers, cookies })).statusCode).toBe(ok)
  })
})

describe('refreshing', () => {
  it('replaces the cookie', async () => {
    const app = await openTestApp({
      sessions: {
        refresh: async (token) => {
          if (token !== 'old') throw new DomainError('unauthenticated', 'Please sign in again.')
          return toSignedIn(1)
        },
      },
    })
    const url = '/api/v1/auth/refresh'
    const ok = await app.inject({ method: 'POST', url, headers: own, cookies })
    expect(ok.headers['set-cookie']).toContain('__Secure-phrm_refresh=rrr')
    expect((await app.inject({ method: 'POST', url, headers: own })).statusCode).toBe(401)
  })

  it('signs out, and takes the cookie and what was cached along', async () => {
    let ended: string | undefined = 'nothing'
    const app = await openTestApp({ sessions: { logOut: async (token) => void (ended = token) } })
    const url = '/api/v1/auth/logout'
    const response = await app.inject({ method: 'POST', url, headers: own, cookies })
    expect(ended).toBe('old')
    expect(response.headers['set-cookie']).toMatch(/^__Secure-phrm_refresh=;.*(Max-Age=0|1970)/)
    expect(response.headers['clear-site-data']).toBe('"cache", "storage"')
    await app.inject({ method: 'POST', url, headers: own })
    expect(ended).toBeUndefined()
  })

  it('is possible for no method that a link can cause', async () => {
    const app = await openTestApp()
    for (const route of ['refresh', 'logout', 'login']) {
      expect((await app.inject({ url: `/api/v1/auth/${route}`, cookies })).statusCode).toBe(404)
    }
  })
})
