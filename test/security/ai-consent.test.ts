import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'

/** Counts every byte that reaches it, and answers as told. */
interface Receiver {
  server: Server
  host: string
  bytes: number
  connections: number
  text: string
  answer: string
}

async function openReceiver(): Promise<Receiver> {
  const receiver: Receiver = {
    server: createServer((socket) => {
      receiver.connections += 1
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        receiver.bytes += chunk.length
        receiver.text += chunk.toString('latin1')
        // The whole request is here once its JSON is.
        if (receiver.text.includes('\r\n\r\n') && receiver.text.trimEnd().endsWith('}')) {
          socket.end(receiver.answer)
        }
      })
    }),
    host: '',
    bytes: 0,
    connections: 0,
    text: '',
    answer: '',
  }
  await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve))
  const address = receiver.server.address()
  receiver.host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return receiver
}

const unavailable =
  'HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}'

const frames = [
  { choices: [{ index: 0, delta: { role: 'assistant', content: 'In 2024 [R1].' } }] },
  { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
].map((frame) => `data: ${JSON.stringify({ id: 'x', model: 'test-model', ...frame })}\n\n`)

const speaks = `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n${frames.join('')}data: [DONE]\n\n`

let groq: Receiver
let deepSeek: Receiver
let house: PhrmUnderTest
let owner: Client
let count = 0

beforeAll(async () => {
  groq = await openReceiver()
  deepSeek = await openReceiver()
  house = await openPhrmUnderTest({
    GROQ_API_KEY: 'gsk_test',
    GROQ_BASE_URL: `http://${groq.host}`,
    DEEPSEEK_API_KEY: 'sk-test',
    DEEPSEEK_BASE_URL: `http://${deepSeek.host}`,
  })
})
beforeEach(async () => {
  for (const receiver of [groq, deepSeek]) {
    Object.assign(receiver, { bytes: 0, connections: 0, text: '', answer: speaks })
  }
  count += 1
  owner = await house.register(`owner-${count}`)
  await owner.post('/api/v1/records', { date: '2024-01-15', notes: 'Tetanus booster given.' })
})
afterAll(async () => {
  await house.close()
  groq.server.close()
  deepSeek.server.close()
})

const allow = (host: string, granted = true, familyMemberId = owner.selfId) =>
  owner.put('/api/v1/ai/consents', { family_member_id: familyMemberId, host, granted })
const message = 'When was the tetanus booster?'
const ask = (more: object = {}) => owner.post('/api/v1/ai/chat', { message, ...more })

describe('AI-01 no consent', () => {
  it('no byte: 409 that names who waits for it', async () => {
    const response = await ask()
    expect(response.json()).toMatchObject({
      status: 409,
      code: 'consent-required',
      hosts: [groq.host, deepSeek.host],
    })
    expect([groq.connections, deepSeek.connections]).toEqual([0, 0])
  })

  it('nor when the answer is to be streamed', async () => {
    const response = await owner.send({
      method: 'POST',
      url: '/api/v1/ai/chat',
      payload: { message },
      headers: { accept: 'text/event-stream' },
    })
    expect(response.statusCode).toBe(409)
    expect([groq.connections, deepSeek.connections]).toEqual([0, 0])
  })

  it('and passages without a model all the same', async () => {
    const response = await ask({ use_model: false })
    expect(response.json()).toMatchObject({ model_used: 'none' })
    expect(response.body).toContain('Tetanus booster given.')
    expect([groq.connections, deepSeek.connections]).toEqual([0, 0])
  })

  it('holds for one person and says nothing of another', async () => {
    await allow(groq.host)
    const member = await owner.post('/api/v1/family', { name: 'Ben', relationship: 'child' })
    const { id } = member.json<{ id: number }>()
    expect((await ask({ patient_id: id })).statusCode).toBe(409)
    expect(groq.connections).toBe(0)
  })

  it('PR-03: is as easily taken back as given', async () => {
    await allow(groq.host)
    expect((await ask()).statusCode).toBe(200)
    await allow(groq.host, false)
    const before = groq.bytes
    expect((await ask()).statusCode).toBe(409)
    expect(groq.bytes).toBe(before)
    const { rows } = await house.database.pool.query(
      `select action, subject, at from audit_log where action like 'consent.%' order by id desc limit 2`,
    )
    expect(rows).toEqual([
      { action: 'consent.withdraw', subject: `${groq.host} text 2026-11`, at: expect.any(Date) },
      { action: 'consent.give', subject: `${groq.host} text 2026-11`, at: expect.any(Date) },
    ])
  })

  it('PR-03: is given only by somebody who proved lately who they are, and taken back by anybody signed in', async () => {
    await allow(groq.host)
    await house.database.pool.query(
      `update sessions set authenticated_at = now() - interval '16 minutes' where user_id = $1`,
      [owner.accountId],
    )
    const { rows } = await house.database.pool.query('select id from sessions')
    for (const { id } of rows) await house.phrm.ports.cache.delete(`session:${id}`)
    expect((await allow(deepSeek.host)).json()).toMatchObject({ code: 'reauth-required' })
    expect((await allow(groq.host, false)).statusCode).toBe(200)
  })

  it('cannot be given to a host that nobody set up, or for a stranger', async () => {
    expect((await allow('evil.example')).json()).toMatchObject({ status: 400, field: 'host' })
    const stranger = await house.register(`stranger-${count}`)
    expect((await allow(groq.host, true, stranger.selfId)).statusCode).toBe(404)
  })
})

describe('AI-02 the next provider', () => {
  it('receives nothing that was allowed to the first alone: 503 that names the first', async () => {
    await allow(groq.host)
    groq.answer = unavailable
    const response = await ask()
    expect(response.json()).toMatchObject({ status: 503, code: 'ai-unavailable' })
    expect(response.json<{ detail: string }>().detail).toContain(groq.host)
    expect(response.json<{ detail: string }>().detail).not.toContain(deepSeek.host)
    expect(groq.connections).toBe(1)
    expect(deepSeek.bytes).toBe(0)
  })

  it('answers when both are allowed, and says that it did', async () => {
    await allow(groq.host)
    await allow(deepSeek.host)
    groq.answer = unavailable
    const response = await ask()
    expect(response.json()).toMatchObject({
      model_used: 'deepseek',
      host: deepSeek.host,
      local: false,
      citations: [{ id: 'R1', kind: 'record' }],
      disclaimer: expect.stringContaining('no medical advice'),
    })
    expect(deepSeek.text).toContain('Tetanus booster given.')
  })

  it('AI-20: learns no key but its own, and nothing of who asks', async () => {
    await allow(deepSeek.host)
    await ask()
    expect(groq.bytes).toBe(0)
    expect(deepSeek.text).not.toMatch(/gsk_test|@example\.org|owner-/)
    expect(deepSeek.text).not.toContain(owner.token)
  })
})
