import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { beforeEach, describe, expect, it } from 'vitest'
import { DomainError, toTokenText, type Scope } from '@phrm/core'
import { identify } from './identity.ts'

const token = toTokenText(randomBytes(32).toString('base64url'))
const other = toTokenText(randomBytes(32).toString('base64url'))
const refreshCookie = '__Secure-phrm_refresh=r'

let app: FastifyInstance
let asked: string[]

let scopes: Scope[]

/** The one token acts for the account 7; nobody knows the other. */
async function authenticate(text: string) {
  asked.push(text)
  if (text !== token) throw new DomainError('unauthenticated', 'It does not work.')
  return { accountId: 7, isAdmin: false, token: { id: 3, scopes } }
}

beforeEach(async () => {
  asked = []
  scopes = ['records:read', 'ai:use']
  app = Fastify() as unknown as FastifyInstance
  const useCases = { sessions: {}, apiTokens: { authenticate } }
  await identify(app, { secret: 's'.repeat(40), useCases: useCases as never })
  app.get('/records', { config: { scope: 'records:read' } }, async (request) => ({
    account: request.actor.accountId,
    counted: request.countedAccount,
  }))
  app.get('/documents', { config: { scope: 'documents:read' } }, async () => ({}))
  app.get('/sign-ins', async () => ({}))
  app.get('/open', { config: { access: 'anonymous' } }, async ({ actor, countedAccount }) => ({
    actor,
    countedAccount,
  }))
  app.get('/refresh', { config: { access: 'refresh-cookie' } }, async ({ actor }) => ({ actor }))
})

async function ask(url: string, text = token, cookie?: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${text}`, ...(cookie && { cookie }) }
  const response = await app.inject({ url, headers })
  const body = response.json<{ code?: string; message?: string }>()
  return response.statusCode === 200 ? body : body.code
}

describe('a token for programs', () => {
  it('acts for its account, and is counted for it from the second time on', async () => {
    expect(await ask('/records')).toEqual({ account: 7 })
    expect(await ask('/records')).toEqual({ account: 7, counted: 7 })
    expect(asked).toEqual([token, token])
  })

  it('that is not known is nobody, and counted for nobody', async () => {
    expect(await ask('/records', other)).toBe('unauthenticated')
    expect(await ask('/open', other)).toEqual({})
  })

  it('with a slip of the hand is not asked for at all', async () => {
    const slip = token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a')
    expect(await ask('/records', slip)).toBe('unauthenticated')
    expect(asked).toEqual([])
  })

  it.each([
    ['/documents', 'This token lacks the scope documents:read.'],
    ['/sign-ins', 'No token may do this: sign in.'],
  ])('does not do what it has no scope for, and hears why: %s', async (url, message) => {
    expect(await ask(url)).toBe('insufficient-scope')
    const headers = { authorization: `Bearer ${token}` }
    expect((await app.inject({ url, headers })).json()).toMatchObject({ message })
  })

  it('without any scope does nothing', async () => {
    scopes = []
    expect(await ask('/records')).toBe('insufficient-scope')
  })

  it('is counted for its account also by what was refused', async () => {
    await ask('/documents')
    expect(await ask('/open')).toEqual({ countedAccount: 7 })
  })
})

describe('a token for programs beside a cookie of PHRM', () => {
  it.each([refreshCookie, `theme=dark;${refreshCookie}`, `theme=dark;  __Secure-phrm_device=d`])(
    'is refused wherever it comes: %s',
    async (cookie) => {
      for (const url of ['/records', '/open', '/refresh'])
        expect(await ask(url, token, cookie)).toBe('invalid')
      expect(asked).toEqual([])
    },
  )

  it.each(['theme=dark', 'x__Secure-phrm_refresh=r', 'theme=__Secure-phrm_'])(
    'is none beside one of something else: %s',
    async (cookie) => expect(await ask('/records', token, cookie)).toEqual({ account: 7 }),
  )

  it('is not looked at where there is nothing', async () => {
    const headers = { authorization: `Bearer ${token}`, cookie: refreshCookie }
    expect((await app.inject({ url: '/nowhere', headers })).statusCode).toBe(404)
  })
})

it('a cookie of PHRM alone is looked at by nobody here', async () => {
  const headers = { cookie: refreshCookie }
  expect((await app.inject({ url: '/records', headers })).json()).toMatchObject({
    code: 'unauthenticated',
  })
  expect((await app.inject({ url: '/refresh', headers })).json()).toEqual({})
})
