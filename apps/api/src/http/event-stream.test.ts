import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { DomainError, type AssistantEvent, type Job, type Question } from '@phrm/core'
import { listen } from '../../testing/raw-request.ts'
import { openTestApp, signIn } from '../../testing/test-app.ts'

const answer = {
  response: 'Yes [R1].',
  modelUsed: 'groq',
  isLocal: false,
  citations: [],
  disclaimer: 'No medical advice.',
  timestamp: new Date(0),
}

let app: FastifyInstance
afterEach(() => app.close())

async function openChat(ask: (question: Question) => AsyncGenerator<AssistantEvent>) {
  app = await openTestApp({ assistant: { ask: (_actor, question) => ask(question) } })
  const origin = `http://127.0.0.1:${await listen(app)}`
  const authorization = `Bearer ${await signIn(app)}`
  return (accept = 'text/event-stream', signal: AbortSignal | null = null) =>
    fetch(`${origin}/api/v1/ai/chat`, {
      method: 'POST',
      body: JSON.stringify({ message: 'Was it tetanus?' }),
      headers: { authorization, accept, 'content-type': 'application/json' },
      signal,
    })
}

describe('asking', () => {
  it('streams the answer as it is written', async () => {
    let go = (): void => undefined
    const waiting = new Promise<void>((resolve) => (go = resolve))
    const chat = await openChat(async function* () {
      yield { type: 'sources', citations: [] }
      yield { type: 'text', text: 'Yes' }
      await waiting
      yield { type: 'restart', reason: 'groq' }
      yield { type: 'done', answer }
    })
    const response = await chat()
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-ratelimit-limit')).toBeTruthy()
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('"Yes"')) text += (await reader.read()).value ?? ''
    go()
    for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value
    expect(text.match(/^event: .*$/gm)).toEqual([
      'event: sources',
      'event: text',
      'event: restart',
      'event: done',
    ])
    expect(text).toContain('"model_used":"groq"')
  })

  it('answers whole to whoever did not ask for a stream', async () => {
    const chat = await openChat(async function* () {
      yield { type: 'text', text: 'Yes' }
      yield { type: 'done', answer }
    })
    const response = await chat('application/json')
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await response.json()).toEqual({
      response: 'Yes [R1].',
      model_used: 'groq',
      model: null,
      host: null,
      local: false,
      citations: [],
      disclaimer: 'No medical advice.',
      notice: null,
      timestamp: '1970-01-01T00:00:00.000Z',
    })
  })

  it('refuses before the first event like any request', async () => {
    // eslint-disable-next-line require-yield
    const chat = await openChat(async function* () {
      throw new DomainError('consent-required', 'Not allowed yet.', { hosts: ['api.groq.com'] })
    })
    for (const accept of ['text/event-stream', 'application/json']) {
      const response = await chat(accept)
      expect(response.status).toBe(409)
      expect(await response.json()).toMatchObject({
        code: 'consent-required',
        hosts: ['api.groq.com'],
      })
    }
  })

  it.each([
    [new DomainError('ai-unavailable', 'groq failed.'), '"code":"ai-unavailable"'],
    [new Error('secret'), '"code":"internal"'],
  ])('says in the stream what went wrong later', async (error, expected) => {
    const chat = await openChat(async function* () {
      yield { type: 'sources', citations: [] }
      throw error
    })
    const text = await (await chat()).text()
    expect(text).toContain('event: error')
    expect(text).toContain(expected)
    expect(text).not.toContain('secret')
  })

  it.each(['text/event-stream', 'application/json'])(
    'stops asking when the client leaves (%s)',
    async (accept) => {
      let stopped = false
      let asked = false
      const chat = await openChat(async function* ({ signal }) {
        try {
          if (accept === 'text/event-stream') yield { type: 'sources', citations: [] }
          asked = true
          await new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new Error('left'))),
          )
        } finally {
          stopped = true
        }
      })
      const controller = new AbortController()
      const response = chat(accept, controller.signal).catch(() => undefined)
      await expect.poll(() => asked).toBe(true)
      controller.abort()
      await response
      await expect.poll(() => stopped, { timeout: 500 }).toBe(true)
    },
  )

  it('returns a source that only waits to be asked for more', async () => {
    let returned = false
    const chat = await openChat(async function* () {
      try {
        for (;;) yield { type: 'text', text: 'x'.repeat(10_000) }
      } finally {
        returned = true
      }
    })
    const controller = new AbortController()
    await chat('text/event-stream', controller.signal)
    controller.abort()
    await expect.poll(() => returned).toBe(true)
  })
})

function toJob(state: Job['state']): Job {
  return {
    id: 31,
    kind: 'read-document',
    payload: { documentId: 12 },
    state,
    attempts: 1,
    maxAttempts: 3,
    progress: { stage: 'reading', done: 3, total: 12 },
    cancelRequested: false,
    createdAt: new Date(0),
  }
}

describe('watching a job', () => {
  it('shows each state and its end', async () => {
    app = await openTestApp({
      jobs: {
        watch: async function* () {
          yield toJob('running')
          yield toJob('done')
        },
      },
    })
    const authorization = `Bearer ${await signIn(app)}`
    const { body } = await app.inject({
      url: '/api/v1/jobs/31/events',
      headers: { authorization },
    })
    expect(body).toMatch(
      /^event: progress\nid: 1\ndata: \{.*"state":"running".*\}\n\nevent: progress\nid: 2\n.*\n\nevent: end\nid: 3\ndata: .*"done".*\n\n$/,
    )
    expect(body).not.toContain('documentId')
  })

  it('ends at once when PHRM stops, while what is under way is finished', async () => {
    let left = false
    let answerUser = (): void => undefined
    app = await openTestApp({
      jobs: {
        watch: async function* (_actor, _id, signal) {
          yield toJob('running')
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          left = true
        },
      },
      familyMembers: {
        list: () => new Promise((resolve) => (answerUser = () => resolve([]))),
      },
    })
    const origin = `http://127.0.0.1:${await listen(app)}`
    const headers = { authorization: `Bearer ${await signIn(app)}` }
    const events = await fetch(`${origin}/api/v1/jobs/31/events`, { headers })
    const family = fetch(`${origin}/api/v1/family`, { headers })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const start = performance.now()
    const closed = app.close()
    setTimeout(answerUser, 200)
    expect(await events.text()).toContain('event: bye')
    const response = await family
    expect(response.status).toBe(200)
    expect(response.headers.get('connection')).toBe('close')
    await closed
    expect(performance.now() - start).toBeLessThan(2000)
    await expect.poll(() => left).toBe(true)
  })
})
