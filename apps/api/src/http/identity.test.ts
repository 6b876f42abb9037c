import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Actor } from '@phrm/core'
import { forged, good, now, secret, toToken } from '../../testing/forged-tokens.ts'
import { identify } from './identity.ts'

let app: FastifyInstance
const sessions = vi.fn(async ({ accountId }: { accountId: number }): Promise<Actor> => ({
  accountId,
  isAdmin: false,
}))

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 })
  app = Fastify() as unknown as FastifyInstance
  const apiTokens = { authenticate: async () => Promise.reject(new Error('no token was sent')) }
  const useCases = { sessions: { authenticate: sessions }, apiTokens }
  await identify(app, { secret, useCases: useCases as never })
  app.get('/own', async ({ actor, countedAccount }) => ({ actor, countedAccount }))
  app.get('/open', { config: { access: 'anonymous' } }, async ({ actor, countedAccount }) => ({
    actor,
    countedAccount,
  }))
  app.get('/leaving', { config: { whileLeaving: true } }, async () => 'let through')
})

afterEach(() => {
  vi.useRealTimers()
  sessions.mockClear()
})

async function ask(authorization: string, url = '/own'): Promise<unknown> {
  const response = await app.inject({ url, headers: { authorization } })
  return response.statusCode === 200
    ? response.json<{ actor?: Actor; countedAccount?: number }>()
    : (response.json<{ code?: string }>().code ?? response.statusCode)
}

const asAccount = (accountId: number) => ({
  actor: { accountId, isAdmin: false },
  countedAccount: accountId,
})

describe('TK-07 access tokens', () => {
  it.each(Object.entries(forged))('%s: nobody', async (_name, token) => {
    expect(await ask(`Bearer ${token}`)).toBe('unauthenticated')
    expect(await ask(`Bearer ${token}`, '/open')).toEqual({})
    expect(sessions).not.toHaveBeenCalled()
  })

  it.each(['Bearer', 'bearer', 'BEARER'])('one that is right: %s', async (scheme) => {
    expect(await ask(`${scheme} ${toToken({ ...good, sub: '4294967295' })}`)).toEqual(
      asAccount(4_294_967_295),
    )
    expect(sessions).toHaveBeenCalledExactlyOnceWith({ accountId: 4_294_967_295, sessionId: 's' })
  })

  it.each(['Basic', 'xBearer', 'Bearer x', 'Bearer:'])('in another way: %s', async (scheme) => {
    expect(await ask(`${scheme} ${toToken(good)}`)).toBe('unauthenticated')
  })

  it('followed by anything else', async () => {
    expect(await ask(`Bearer ${toToken(good)} x`)).toBe('unauthenticated')
    expect(await ask(`Bearer ${toToken(good)},x`)).toBe('unauthenticated')
  })

  it('of its own counts for ten minutes, and one that says more no longer', async () => {
    const own = app.jwt.sign({ sub: '1', sid: 's' })
    for (const token of [own, toToken({ ...good, exp: now + 31_536_000 })]) {
      vi.setSystemTime(now * 1000)
      expect(await ask(`Bearer ${token}`)).toEqual(asAccount(1))
      vi.setSystemTime(now * 1000 + 599_999)
      expect(await ask(`Bearer ${token}`)).toEqual(asAccount(1))
      vi.setSystemTime(now * 1000 + 600_000)
      expect(await ask(`Bearer ${token}`)).toBe('unauthenticated')
    }
  })

  it('that ends sooner ends then, though it was known', async () => {
    const token = toToken(good)
    expect(await ask(`Bearer ${token}`)).toEqual(asAccount(1))
    vi.setSystemTime(now * 1000 + 59_999)
    expect(await ask(`Bearer ${token}`)).toEqual(asAccount(1))
    vi.setSystemTime(now * 1000 + 60_000)
    expect(await ask(`Bearer ${token}`)).toBe('unauthenticated')
  })

  it('is counted for its account where nobody has to be known; no session is looked up', async () => {
    expect(await ask(`Bearer ${toToken(good)}`, '/open')).toEqual({ countedAccount: 1 })
    expect(sessions).not.toHaveBeenCalled()
  })

  it('who is about to leave may do only what is for that', async () => {
    const leaving = { accountId: 1, isAdmin: false, deletionDueAt: new Date() }
    sessions.mockResolvedValueOnce(leaving).mockResolvedValueOnce(leaving)
    expect(await ask(`Bearer ${toToken(good)}`)).toBe('deletion-pending')
    const authorization = `Bearer ${toToken(good)}`
    const left = await app.inject({ url: '/leaving', headers: { authorization } })
    expect(left.body).toBe('let through')
  })

  it('what is not there is not there, for nobody as well', async () => {
    expect((await app.inject({ url: '/nowhere' })).statusCode).toBe(404)
  })
})
