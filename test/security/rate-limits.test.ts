import { afterEach, describe, expect, it } from 'vitest'
import { openPhrmUnderTest, password, type PhrmUnderTest } from './support/phrm-under-test.ts'

let house: PhrmUnderTest
afterEach(() => house.close())

/** With the numbers that hold when nobody sets any. */
const original = {
  RATELIMIT_DEFAULT: '',
  RATELIMIT_BROWSER: '',
  RATELIMIT_AUTH: '',
  RATELIMIT_AI: '',
  RATELIMIT_UPLOAD: '',
}

describe('RL-01, RL-02, RL-03 as PHRM is delivered', () => {
  it('counts each kind of request with the documented numbers', async () => {
    house = await openPhrmUnderTest(original)
    const owner = await house.register('owner')
    const limitOf = async (url: string, payload?: object, headers: object = {}) => {
      const response = await owner.send({
        method: payload ? 'POST' : 'GET',
        url,
        ...(payload && { payload }),
        headers: { ...headers },
      })
      const { 'x-ratelimit-limit': limit, 'x-ratelimit-reset': reset } = response.headers
      return [Number(limit), Math.ceil(Number(reset) / 60) * 60]
    }
    expect(await limitOf('/api/v1/records')).toEqual([100, 3600])
    expect(await limitOf('/api/v1/records', undefined, { 'x-requested-with': 'phrm' })).toEqual([
      300, 60,
    ])
    expect(await limitOf('/api/v1/ai/chat', { message: 'x' })).toEqual([5, 60])
    expect(await limitOf('/api/v1/records/1/documents', {})).toEqual([30, 60])
    expect(await limitOf('/api/v1/auth/login', {})).toEqual([10, 60])
  })

  it('AI-15: refuses the sixth question of a minute and a message too long', async () => {
    house = await openPhrmUnderTest(original)
    const owner = await house.register('owner')
    const ask = (message: string) => owner.post('/api/v1/ai/chat', { message })
    expect((await ask('x'.repeat(4001))).json()).toMatchObject({ status: 400, field: 'message' })
    for (let i = 0; i < 4; i++) expect((await ask('When?')).statusCode).toBe(200)
    const sixth = await ask('When?')
    expect(sixth.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(sixth.headers['retry-after'])).toBeLessThanOrEqual(60)
  })

  it('AU-11: refuses the eleventh try at a password, right or wrong, from one address', async () => {
    house = await openPhrmUnderTest(original)
    await house.register('owner')
    const statuses: number[] = []
    for (let i = 0; i < 11; i++) {
      const response = await house.app.inject({
        method: 'POST',
        url: '/api/v1/auth/login',
        // Another account each time: one that is tried often is closed for a while by itself.
        payload: {
          email: i === 10 ? 'owner@example.org' : `nobody-${i}@example.org`,
          password: i === 10 ? password : 'wrong password',
        },
      })
      statuses.push(response.statusCode)
    }
    // Registering was the first of ten.
    expect(statuses).toEqual([...Array.from({ length: 9 }, () => 401), 429, 429])
  })
})
