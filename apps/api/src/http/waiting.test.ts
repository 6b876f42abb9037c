import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen, sendRaw, statusOf } from '../../testing/raw-request.ts'
import { answerError } from './errors.ts'
import { sendEventStreams, type ServerEvent } from './event-stream.ts'
import { takeJson } from './request-body.ts'

let app: FastifyInstance

beforeEach(() => {
  app = Fastify()
  app.setErrorHandler(answerError)
})
afterEach(() => app.close())

describe('IN-14 a body that does not come', () => {
  it('is waited for only so long: 408', async () => {
    takeJson(app, { patience: 100 })
    app.post('/', { schema: { body: { type: 'object' } } }, async () => 'done')
    const port = await listen(app)
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
    expect(statusOf(await sendRaw(port, `${head}Content-Length: 20\r\n\r\n{"a":`))).toBe(408)
    expect(statusOf(await sendRaw(port, `${head}Content-Length: 2\r\n\r\n{}`))).toBe(200)
  })
})

describe('a stream on which nothing happens', () => {
  it('is kept alive', async () => {
    sendEventStreams(app, { heartbeat: 20 })
    app.get('/', (_request, reply) => reply.sendEvents(slowEvents()))
    expect((await app.inject('/')).body).toMatch(
      /^event: a\ndata: 1\n\n(: still here\n\n)+event: b\ndata: 2\n\n$/,
    )
  })
})

async function* slowEvents(): AsyncGenerator<ServerEvent> {
  yield { event: 'a', data: 1 }
  await new Promise((resolve) => setTimeout(resolve, 150))
  yield { event: 'b', data: 2 }
}
