import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toProblem } from './errors.ts'

export interface ServerEvent {
  event: string
  id?: string
  data: unknown
}

declare module 'fastify' {
  interface FastifyReply {
    /**
     * Sends events until the source ends or the client leaves. What the source throws before its first event is
     * answered like any error; later it becomes the event `error`.
     */
    sendEvents(source: AsyncIterable<ServerEvent>): Promise<FastifyReply>
  }
}

/** `heartbeat` in milliseconds: proxies cut connections on which nothing moves. */
export function sendEventStreams(app: FastifyInstance, { heartbeat = 15_000 } = {}): void {
  const open = new Set<PassThrough>()

  app.decorateReply('sendEvents', async function (source) {
    const events = source[Symbol.asyncIterator]()
    const first = await events.next()
    const stream = new PassThrough()
    open.add(stream)
    const beat = setInterval(() => stream.write(': still here\n\n'), heartbeat)
    stream.once('close', () => {
      open.delete(stream)
      clearInterval(beat)
      void events.return?.().catch(() => undefined)
    })
    void pump(first, events, stream, this.request)
    return this.headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    }).send(stream)
  })

  app.addHook('preClose', async () => {
    for (const stream of open) stream.end('event: bye\ndata: {}\n\n')
  })
}

async function pump(
  first: IteratorResult<ServerEvent>,
  events: AsyncIterator<ServerEvent>,
  stream: PassThrough,
  { id, log }: FastifyRequest,
): Promise<void> {
  try {
    for (let next = first; !next.done && stream.writable; next = await events.next()) {
      if (!stream.write(toText(next.value))) await once(stream, 'drain')
    }
  } catch (error) {
    if (!stream.writable) return
    const problem = toProblem(error)
    if (problem.status >= 500) log.error({ err: error }, 'stream failed')
    stream.write(toText({ event: 'error', data: { ...problem, request_id: id } }))
  } finally {
    stream.end()
  }
}

function toText({ event, id, data }: ServerEvent): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
}

export async function* mapEvents<Event>(
  events: AsyncIterable<Event>,
  toEvent: (event: Event) => ServerEvent,
): AsyncGenerator<ServerEvent> {
  for await (const event of events) yield toEvent(event)
}

export function wantsEvents({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/event-stream') ?? false
}

/** Aborts when the answer is over, most of all when the client goes away before it is complete. */
export function hangUpSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => controller.abort())
  return controller.signal
}
