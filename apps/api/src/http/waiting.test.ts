import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen, sendRaw, statusOf } from '../../testing/raw-request.ts'
import type { UseCases } from '@phrm/core'
import { testSettings } from '../../testing/test-app.ts'
import { documentsRoutes } from '../documents/documents.routes.ts'
import { jobsRoutes } from '../jobs/jobs.routes.ts'
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

describe('routes that take as long as they take', () => {
  it.each(['/jobs/:id/events', '/documents/:id/file', '/documents/:id/pages/:number/picture'])(
    '%s is not cut off after the time of the others',
    async (path) => {
      let timeout: number | undefined
      app.addHook('onRoute', ({ url, handlerTimeout }) => {
        if (url === path) timeout = handlerTimeout
      })
      const options = { useCases: {} as UseCases, settings: testSettings }
      await app.register(jobsRoutes, options)
      await app.register(documentsRoutes, options)
      expect(timeout).toBeGreaterThan(60_000)
    },
  )
})
