import { expect, test, vi } from 'vitest'
import { openEventStream, type ServerEvent } from './event-stream.ts'
import { ApiError } from './problem.ts'

type Fetch = (url: string, init: RequestInit) => Promise<Response>

const encoder = new TextEncoder()

function streamOf(...chunks: Uint8Array[]) {
  return new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk)
        controller.close()
      },
    }),
    { headers: { 'Content-Type': 'text/event-stream' } },
  )
}

function cutInto(bytes: Uint8Array, size: number) {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  )
}

async function collect(events: AsyncIterable<ServerEvent>) {
  const all: ServerEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

test.each([1, 2, 3, 5, 7, 64])(
  'characters and events cut every %i bytes come whole',
  async (size) => {
    const text = 'Blutdrück 120 µg – 腎臓 🫀'
    const bytes = encoder.encode(
      `: noise\r\n\r\nevent: text\r\ndata: ${JSON.stringify({ text })}\r\n\r\nevent: done\ndata: {\ndata: "response":"ok"}\n\n`,
    )
    const fetch = async () => streamOf(...cutInto(bytes, size))
    expect(await collect(openEventStream('/chat', { body: {}, fetch }))).toEqual([
      { event: 'text', data: { text } },
      { event: 'done', data: { response: 'ok' } },
    ])
  },
)

test('a POST carries its body once and is never sent again, even when the stream breaks', async () => {
  const fetch = vi.fn<Fetch>(async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(encoder.encode('event: text\ndata: {"text":"a"}\n\n'))
      },
      pull: (controller) => controller.error(new TypeError('network error')),
    })
    return new Response(broken)
  })
  const events = collect(openEventStream('/chat', { body: { message: 'hi' }, fetch }))
  await expect(events).rejects.toThrow('network error')
  expect(fetch).toHaveBeenCalledTimes(1)
  expect(fetch.mock.calls[0]).toMatchObject([
    '/chat',
    { method: 'POST', body: '{"message":"hi"}', headers: { Accept: 'text/event-stream' } },
  ])
})

test('a POST that fails is not sent again', async () => {
  const fetch = vi.fn<Fetch>(async () => Response.json({ code: 'unavailable' }, { status: 503 }))
  await expect(collect(openEventStream('/chat', { body: {}, fetch }))).rejects.toThrow(ApiError)
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('a refusal carries the problem of the server', async () => {
  const problem = { status: 409, code: 'consent-required', hosts: ['api.example'] }
  const fetch = async () => Response.json(problem, { status: 409 })
  const error = await collect(openEventStream('/chat', { body: {}, fetch })).catch(
    (e: unknown) => e,
  )
  expect(error).toMatchObject({ name: 'ApiError', status: 409, problem })
})

test('a GET stream that breaks off is resumed after the last event it gave', async () => {
  const answers = [
    streamOf(encoder.encode('id: 7\nevent: progress\ndata: {"done":1}\n\n')),
    streamOf(encoder.encode('id: 8\nevent: end\ndata: {"done":2}\n\n')),
  ]
  const sent: RequestInit[] = []
  const fetch = async (_url: string, init: RequestInit) => {
    sent.push(init)
    return answers[sent.length - 1]!
  }
  const seen: ServerEvent[] = []
  for await (const event of openEventStream('/jobs/1/events', { fetch, reconnectAfter: 1 })) {
    seen.push(event)
    if (event.event === 'end') break
  }
  expect(seen.map(({ data }) => data)).toEqual([{ done: 1 }, { done: 2 }])
  expect(sent.map(({ headers }) => (headers as Record<string, string>)['Last-Event-ID'])).toEqual([
    undefined,
    '7',
  ])
})

test('a GET stream gives up on a job that is not there', async () => {
  const fetch = vi.fn<Fetch>(async () => Response.json({}, { status: 404 }))
  await expect(collect(openEventStream('/jobs/1/events', { fetch }))).rejects.toMatchObject({
    status: 404,
  })
  expect(fetch).toHaveBeenCalledTimes(1)
})

test('leaving the loop closes the connection', async () => {
  const cancel = vi.fn<() => void>()
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(encoder.encode('data: {}\n\n')),
    cancel,
  })
  const fetch = async () => new Response(endless)
  for await (const _ of openEventStream('/jobs/1/events', { fetch })) break
  expect(cancel).toHaveBeenCalledOnce()
})

test('aborting while waiting to reconnect ends at once', async () => {
  const controller = new AbortController()
  const fetch = async () => streamOf(encoder.encode('data: {}\n\n'))
  const events = collect(
    openEventStream('/x', { fetch, signal: controller.signal, reconnectAfter: 60_000 }),
  )
  setTimeout(() => controller.abort(), 5)
  await expect(events).rejects.toMatchObject({ name: 'AbortError' })
})

test('aborting ends a stream whose connection does not notice', async () => {
  const controller = new AbortController()
  const cancel = vi.fn<() => void>()
  const silent = new ReadableStream<Uint8Array>({ cancel })
  const fetch = async () => new Response(silent)
  const events = collect(openEventStream('/chat', { body: {}, fetch, signal: controller.signal }))
  setTimeout(() => controller.abort(), 5)
  await expect(events).rejects.toMatchObject({ name: 'AbortError' })
  expect(cancel).toHaveBeenCalled()
})

test('what is no JSON ends the stream with an error, not with a loop', async () => {
  const fetch = vi.fn<Fetch>(async () => streamOf(encoder.encode('data: {cut\n\n')))
  await expect(collect(openEventStream('/x', { fetch, reconnectAfter: 1 }))).rejects.toThrow(
    SyntaxError,
  )
  expect(fetch).toHaveBeenCalledTimes(1)
})
