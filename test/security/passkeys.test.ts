import { createDevice, type Device, type Lie } from '@phrm/adapter-factors/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  openPhrmUnderTest,
  password,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'

const origin = 'http://localhost:3000'

let house: PhrmUnderTest
let count = 0

beforeAll(async () => {
  house = await openPhrmUnderTest()
})
afterAll(() => house.close())

type Options = Record<string, unknown>

const send = (url: string, payload: object = {}) =>
  house.app.inject({ method: 'POST', url: `/api/v1/auth/${url}`, payload })

async function openAccount(): Promise<{ client: Client; email: string }> {
  const name = `keyholder${++count}`
  return { client: await house.register(name), email: `${name}@example.org` }
}

async function addPasskey(client: Client, device: Device, lie?: Lie) {
  const options = (await client.post('/api/v1/auth/passkeys/options', {})).json<Options>()
  const payload = { name: 'Key', response: device.create(options, lie) }
  return client.post('/api/v1/auth/passkeys', payload)
}

async function openWithPasskey() {
  const account = await openAccount()
  const device = createDevice(origin)
  const added = await addPasskey(account.client, device)
  expect(added.statusCode, added.body).toBe(201)
  return { ...account, device, id: added.json<{ id: number }>().id }
}

const askOptions = async () => (await send('passkeys/sign-in/options')).json<Options>()

async function signIn(device: Device, lie?: Lie) {
  return send('passkeys/sign-in', { response: device.use(await askOptions(), lie) })
}

describe('AU-24 a passkey', () => {
  it('AU-24 signs in by itself, with user verification required, and is listed', async () => {
    const { client, email, device } = await openWithPasskey()
    expect(await askOptions()).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
    const response = await signIn(device)
    expect(response.statusCode, response.body).toBe(200)
    expect(response.json()).toMatchObject({ user: { email } })
    expect(response.cookies.map(({ name }) => name)).toContain('__Secure-phrm_refresh')
    const factors = await client.send('/api/v1/auth/factors')
    expect(factors.json()).toMatchObject({
      passkeys: [{ name: 'Key', last_used_at: expect.any(String) as string }],
    })
  })

  it.each<[string, Lie]>([
    ['a page of another origin', { origin: 'http://localhost:3001' }],
    ['an imitation', { origin: 'https://phrm.evil.example' }],
    ['another site', { site: 'evil.example' }],
    ['a challenge of its own', { challenge: 'A'.repeat(43) }],
    ['a counter that went back', { counter: 0 }],
    ['a finger that nobody showed', { unverified: true }],
    ['another key', { forged: true }],
    ['another user', { userHandle: 'A'.repeat(43) }],
  ])('AU-24 with %s answers 401', async (_name, lie) => {
    const { device, client } = await openWithPasskey()
    expect((await signIn(device)).statusCode).toBe(200)
    const response = await signIn(device, lie)
    expect(response.statusCode, response.body).toBe(401)
    expect(response.json()).toMatchObject({ code: 'wrong-credentials' })
    expect(response.headers['set-cookie']).toBeUndefined()
    const { rows } = await house.database.pool.query<{ event_type: string }>(
      'select event_type from security_events where user_id = $1',
      [client.accountId],
    )
    expect(rows.map(({ event_type }) => event_type)).toContain('authn_login_fail')
    expect((await signIn(device)).statusCode).toBe(200)
  })

  it('AU-24 answers a challenge once, the right answer too, and one of two at once', async () => {
    const { device } = await openWithPasskey()
    const options = await askOptions()
    const response = device.use(options)
    expect((await send('passkeys/sign-in', { response })).statusCode).toBe(200)
    expect((await send('passkeys/sign-in', { response })).statusCode).toBe(401)
    const again = { response: device.use(options) }
    expect((await send('passkeys/sign-in', again)).statusCode).toBe(401)
    const both = { response: device.use(await askOptions()) }
    const answers = await Promise.all([
      send('passkeys/sign-in', both),
      send('passkeys/sign-in', both),
    ])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401])
  })

  it('AU-24 is used up even by a wrong answer, and ends after five minutes', async () => {
    const { device } = await openWithPasskey()
    const options = await askOptions()
    const wrong = { response: device.use(options, { forged: true }) }
    expect((await send('passkeys/sign-in', wrong)).statusCode).toBe(401)
    const right = { response: device.use(options) }
    expect((await send('passkeys/sign-in', right)).statusCode).toBe(401)
    const late = await askOptions()
    await house.database.pool.query(
      "update passkey_challenges set expires_at = now() - interval '1 second'",
    )
    const tooLate = { response: device.use(late) }
    expect((await send('passkeys/sign-in', tooLate)).statusCode).toBe(401)
  })

  it('AU-24 is not added by a lie, with somebody else’s challenge, or with one for signing in', async () => {
    const { client } = await openAccount()
    const { client: other } = await openAccount()
    const lies: Lie[] = [
      { origin: 'https://evil.example' },
      { site: 'evil.example' },
      { challenge: 'A'.repeat(43) },
      { unverified: true },
    ]
    for (const lie of lies) {
      expect((await addPasskey(client, createDevice(origin), lie)).statusCode).toBe(400)
    }
    const foreign = (await other.post('/api/v1/auth/passkeys/options', {})).json<Options>()
    const response = createDevice(origin).create(foreign)
    const stolen = await client.post('/api/v1/auth/passkeys', { name: 'Key', response })
    expect(stolen.statusCode).toBe(400)
    const own = (await client.post('/api/v1/auth/passkeys/options', {})).json<Options>()
    const mixed = createDevice(origin).create({ ...own, ...(await askOptions()) })
    const wrong = await client.post('/api/v1/auth/passkeys', { name: 'Key', response: mixed })
    expect(wrong.statusCode).toBe(400)
    const none = await client.send('/api/v1/auth/factors')
    expect(none.json()).toMatchObject({ passkeys: [] })
  })

  it('AU-24 of one account is not another’s: neither renamed, removed, added again, nor a proof', async () => {
    const { id, device } = await openWithPasskey()
    const { client: stranger } = await openAccount()
    const url = `/api/v1/auth/passkeys/${id}`
    expect((await stranger.put(url, { name: 'Mine' })).statusCode).toBe(404)
    expect((await stranger.send({ method: 'DELETE', url })).statusCode).toBe(404)
    expect((await addPasskey(stranger, device)).statusCode).toBe(409)
    const passkey = device.use(await askOptions())
    const proof = await stranger.post('/api/v1/auth/reauthenticate', { passkey })
    expect(proof.json()).toMatchObject({ status: 403, code: 'forbidden', field: 'passkey' })
  })

  it('AU-24 proves who sits there, is renamed, and opens nothing once it is removed', async () => {
    const { id, device, client } = await openWithPasskey()
    const renamed = await client.put(`/api/v1/auth/passkeys/${id}`, { name: 'Phone' })
    expect(renamed.json()).toMatchObject({ id, name: 'Phone' })
    const passkey = device.use(await askOptions())
    const proof = await client.post('/api/v1/auth/reauthenticate', { passkey })
    expect(proof.statusCode, proof.body).toBe(200)
    const { access_token: token } = proof.json<{ access_token: string }>()
    const removed = await house.app.inject({
      method: 'DELETE',
      url: `/api/v1/auth/passkeys/${id}`,
      headers: { authorization: `Bearer ${token}` },
    })
    expect(removed.statusCode).toBe(204)
    expect((await signIn(device)).statusCode).toBe(401)
  })

  it('AU-24 opens no account that was closed', async () => {
    const { device, client } = await openWithPasskey()
    await house.database.pool.query('update users set disabled_at = now() where id = $1', [
      client.accountId,
    ])
    expect((await signIn(device)).statusCode).toBe(401)
  })

  it('AU-24 made of rubbish answers 400 or 401, never 500', async () => {
    const { device } = await openWithPasskey()
    const good = device.use(await askOptions())
    const response = good['response'] as Record<string, string>
    const broken: object[] = [
      {},
      { ...good, response: {} },
      { ...good, response: { ...response, clientDataJSON: '!' } },
      { ...good, response: { ...response, clientDataJSON: 'AAAA' } },
      { ...good, response: { ...response, authenticatorData: 'AAAA' } },
      { ...good, response: { ...response, signature: 'AAAA' } },
      { ...good, rawId: 'AAAA' },
      { ...good, type: 'password' },
      { ...good, id: 'A'.repeat(2000) },
    ]
    for (const each of broken) {
      const answer = await send('passkeys/sign-in', { response: each })
      expect([400, 401], JSON.stringify(each)).toContain(answer.statusCode)
    }
  })

  it('AU-24 alone leaves the password as it was: it is an addition until an app is set up', async () => {
    const { email } = await openWithPasskey()
    expect((await send('login', { email, password })).statusCode).toBe(200)
  })
})
