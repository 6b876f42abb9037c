import { describe, expect, it, vi } from 'vitest'
import { json, problem } from '../testing/fake-server.ts'
import { session } from '../testing/samples.ts'
import { createAccess } from './access.ts'
import { createAuthorizedFetch } from './authorized-fetch.ts'

const alone = <T>(work: () => Promise<T>) => work()

function open(server: (request: Request) => Promise<Response>) {
  const fetch = vi.fn<typeof server>(server)
  const access = createAccess({ fetch, alone })
  const refreshes = () =>
    fetch.mock.calls.filter(([{ url }]) => url.endsWith('/auth/refresh')).length
  return { access, fetch, refreshes, send: createAuthorizedFetch({ access, fetch }) }
}

/** Takes `token-2` alone, and gives it for the cookie. */
async function renewingServer(request: Request): Promise<Response> {
  if (request.url.endsWith('/auth/refresh')) {
    return json({ ...session, access_token: 'token-2' })
  }
  const allowed = request.headers.get('Authorization') === 'Bearer token-2'
  return allowed
    ? json({ said: await request.text() })
    : problem(401, 'unauthenticated', 'Sign in.')
}

describe('authorized fetch', () => {
  it('sends the bearer and the header of our own pages', async () => {
    const { access, fetch, send } = open(async () => json({}))
    access.accept(session)
    await send('/api/v1/records')
    const [request] = fetch.mock.calls[0]!
    expect(request.headers.get('Authorization')).toBe('Bearer token-1')
    expect(request.headers.get('X-Requested-With')).toBe('phrm')
  })

  it('renews once for many requests at the same time and sends each again with its body', async () => {
    const { access, refreshes, send } = open(renewingServer)
    access.accept(session)
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((body) => send('/api/v1/search', { method: 'POST', body })),
    )
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { said: 'one' },
      { said: 'two' },
      { said: 'three' },
    ])
    expect(refreshes()).toBe(1)
  })

  it('does not renew again for a request that met the old token late', async () => {
    const { access, refreshes } = open(renewingServer)
    access.accept(session)
    expect(await access.renew('token-1')).toBe(true)
    expect(await access.renew('token-1')).toBe(true)
    expect(refreshes()).toBe(1)
  })

  it('asks to sign in when the session is over, once, and goes on afterwards', async () => {
    const { access, send } = open(async (request) =>
      request.headers.get('Authorization') === 'Bearer token-3'
        ? json({ records: [] })
        : problem(401, 'unauthenticated', 'Sign in.'),
    )
    access.accept(session)
    const ask = vi.fn<() => Promise<boolean>>(async () => {
      access.accept({ ...session, access_token: 'token-3' })
      return true
    })
    access.whenExpired(ask)
    const answers = await Promise.all([send('/api/v1/records'), send('/api/v1/family')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('gives the 401 back when nobody signs in, and never renews for the sign-in itself', async () => {
    const { refreshes, send } = open(async () => problem(401, 'wrong-credentials', 'No.'))
    expect((await send('/api/v1/auth/login', { method: 'POST' })).status).toBe(401)
    expect(refreshes()).toBe(0)
    expect((await send('/api/v1/records')).status).toBe(401)
    expect(refreshes()).toBe(1)
  })

  it('says in words that the server does not answer', async () => {
    const { send } = open(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(send('/api/v1/records')).rejects.toMatchObject({ code: 'unreachable', status: 0 })
  })

  it('does not take a server that is down for a session that is over', async () => {
    const { access, send } = open(async (request) => {
      if (request.url.endsWith('/auth/refresh')) throw new TypeError('Failed to fetch')
      return problem(401, 'unauthenticated', 'Sign in.')
    })
    const ask = vi.fn<() => Promise<boolean>>(async () => false)
    access.whenExpired(ask)
    await expect(send('/api/v1/records')).rejects.toMatchObject({ code: 'unreachable' })
    expect(ask).not.toHaveBeenCalled()
  })
})

describe('a proof of who sits here', () => {
  /** Lets `token-2` alone do what cannot be undone. */
  const proofServer = async (request: Request) =>
    request.headers.get('Authorization') === 'Bearer token-2'
      ? json({ said: await request.text() })
      : problem(403, 'reauth-required', 'Show that it is you.')

  it('is asked for once by requests at the same time, each of which goes on with its body', async () => {
    const { access, send } = open(proofServer)
    access.accept(session)
    const ask = vi.fn<() => Promise<boolean>>(async () => {
      access.accept({ ...session, access_token: 'token-2' })
      return true
    })
    access.whenUnproved(ask)
    const answers = await Promise.all(
      ['one', 'two'].map((body) => send('/api/v1/user/export', { method: 'POST', body })),
    )
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { said: 'one' },
      { said: 'two' },
    ])
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('refused leaves the answer as it was, to be read', async () => {
    const { access, fetch, send } = open(proofServer)
    access.accept(session)
    access.whenUnproved(async () => false)
    const answer = await send('/api/v1/user/export', { method: 'POST' })
    expect(await answer.json()).toMatchObject({ code: 'reauth-required' })
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('is asked for by no other refusal', async () => {
    const { access, send } = open(async () => problem(403, 'forbidden', 'No.'))
    access.accept(session)
    const ask = vi.fn<() => Promise<boolean>>(async () => true)
    access.whenUnproved(ask)
    expect((await send('/api/v1/records/1')).status).toBe(403)
    expect(ask).not.toHaveBeenCalled()
  })

  it('follows the renewal of an old token', async () => {
    const { access, send } = open(async (request) => {
      if (request.url.endsWith('/auth/refresh'))
        return json({ ...session, access_token: 'token-1b' })
      const token = request.headers.get('Authorization')
      if (token === 'Bearer token-1') return problem(401, 'unauthenticated', 'Sign in.')
      return proofServer(request)
    })
    access.accept(session)
    access.whenUnproved(async () => {
      access.accept({ ...session, access_token: 'token-2' })
      return true
    })
    expect(
      await (await send('/api/v1/auth/sessions/end-others', { method: 'POST', body: 'x' })).json(),
    ).toEqual({ said: 'x' })
  })
})
