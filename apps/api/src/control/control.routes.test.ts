import { describe, expect, it } from 'vitest'
import { openTestApp, toAccount } from '../../testing/test-app.ts'

const controlToken = 'k'.repeat(43)
const payload = {
  username: 'root',
  email: 'root@example.org',
  password: 'seven geese on a frozen pond',
  firstName: 'R',
  lastName: 'O',
}

async function open(token: string | undefined = controlToken) {
  const added: object[] = []
  const app = await openTestApp(
    { accounts: { addAdministrator: async (person) => (added.push(person), toAccount(9)) } },
    { controlToken: token },
  )
  const send = (headers: Record<string, string>, more: object = {}) =>
    app.inject({ method: 'POST', url: '/control/administrators', payload, headers, ...more })
  return { added, send }
}

const authorization = `Bearer ${controlToken}`

describe('commands beside the running server', () => {
  it('are obeyed when they come from the owner of the data folder', async () => {
    const { added, send } = await open()
    expect((await send({ authorization })).statusCode).toBe(204)
    expect(added).toEqual([payload])
    const wrong = await send({ authorization }, { payload: { ...payload, isAdmin: false } })
    expect(wrong.json()).toMatchObject({ status: 400, field: 'isAdmin' })
  })

  it.each<[string, Record<string, string>, object?]>([
    ['without the token', {}],
    ['with another one', { authorization: `Bearer ${'x'.repeat(43)}` }],
    ['with an empty one', { authorization: 'Bearer ' }],
    ['from another machine', { authorization }, { remoteAddress: '192.0.2.1' }],
    ['through a proxy', { authorization, 'x-forwarded-for': '127.0.0.1' }],
  ])('are refused %s', async (_name, headers, more) => {
    const { added, send } = await open()
    expect((await send(headers, more)).statusCode).toBe(401)
    expect(added).toEqual([])
  })

  it('do not exist without a token', async () => {
    const app = await openTestApp()
    const response = await app.inject({
      method: 'POST',
      url: '/control/administrators',
      payload,
      headers: { authorization: 'Bearer ' },
    })
    expect(response.statusCode).toBe(404)
  })

  it('answer the link that sets somebody’s password', async () => {
    const asked: string[] = []
    const makeResetLinkFor = async (email: string) => {
      asked.push(email)
      return { link: 'http://localhost/reset#token=x', expiresAt: new Date() }
    }
    const app = await openTestApp({ accounts: { makeResetLinkFor } }, { controlToken })
    const request = { method: 'POST', url: '/control/reset-links' } as const
    const email = 'anna@example.org'
    const response = await app.inject({
      ...request,
      payload: { email },
      headers: { authorization },
    })
    expect(response.json()).toEqual({ link: 'http://localhost/reset#token=x' })
    expect(asked).toEqual([email])
    expect((await app.inject({ ...request, payload: { email } })).statusCode).toBe(401)
  })
})
