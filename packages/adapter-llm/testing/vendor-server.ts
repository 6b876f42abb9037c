import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extractiveAnswer } from './extractive-answer.ts'
import { behaviours, sendJson, type Behaviour, type Exchange } from './vendor-behaviours.ts'
import { framesFor } from './vendor-frames.ts'
import type { Completion } from './vendor-protocol.ts'
import { protocols, type Vendor } from './vendor-protocols.ts'

export type { Behaviour, Completion, Vendor }

export interface VendorServerOptions {
  vendor: Vendor
  /** Key that it accepts; `<vendor>-key` unless told. Ollama takes none. */
  apiKey?: string
  /** Models that it serves, instead of what the vendor serves today. */
  models?: string[]
}

/** A vendor's server on loopback: it keeps the vendor's protocol, refuses what the vendor would, and fails on demand. */
export interface VendorServer {
  vendor: Vendor
  /** Base address, without a path. */
  url: string
  host: string
  apiKey: string
  /** The model that its answers name when its first model is asked for. */
  servedModel: string
  /** How it treats completions from now on. */
  behave(behaviour: Behaviour): void
  /** What it answers from now on; unless told, it quotes what the prompt supplies and cites it. */
  answer(text: string | ((completion: Completion) => string)): void
  /** All requests so far, in their order. */
  requests: ReceivedRequest[]
  /** Those that asked for a completion. */
  completions(): ReceivedRequest[]
  /** Every byte that reached it, as text. */
  received(): string
  forget(): void
  close(): Promise<void>
}

export interface ReceivedRequest {
  method: string
  path: string
  body: unknown
  isCompletion: boolean
  /** When its connection or answer has ended; true if the client went before the answer was whole. */
  ended: Promise<boolean>
}

export async function startVendorServer(options: VendorServerOptions): Promise<VendorServer> {
  const { vendor, apiKey = `${vendor}-key` } = options
  const protocol = protocols[vendor]({ apiKey, models: options.models })
  const requests: ReceivedRequest[] = []
  const bytes: Buffer[] = []
  let behaviour: Behaviour = 'ok'
  let answer: (completion: Completion) => string = extractiveAnswer

  const server = createServer((request, response) => void handle(request, response))
  server.on('connection', (socket) => socket.on('data', (chunk: Buffer) => bytes.push(chunk)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request
    const isCompletion = method === 'POST' && path === protocol.completionPath
    const ended = new Promise<boolean>((resolve) =>
      response.once('close', () => resolve(!response.writableEnded)),
    )
    const received = { method, path, isCompletion, ended, body: await readBody(request) }
    requests.push(received)
    const reply = isCompletion
      ? protocol.accept(received.body, headers)
      : protocol.about(method, path, received.body)
    if ('status' in reply) return sendJson(response, reply.status, reply.body)
    respond(reply, response)
  }

  function respond(completion: Completion, response: ServerResponse): void {
    const frames = framesFor(protocol.format, completion)
    const exchange: Exchange = { completion, response, frames, answer: () => answer(completion) }
    behaviours[behaviour](exchange, protocol)
  }

  return {
    vendor,
    url: `http://${host}`,
    host,
    apiKey,
    servedModel: protocol.servedModel,
    behave: (next) => void (behaviour = next),
    answer: (next) => void (answer = typeof next === 'string' ? () => next : next),
    requests,
    completions: () => requests.filter(({ isCompletion }) => isCompletion),
    received: () => Buffer.concat(bytes).toString(),
    forget: () => void ((requests.length = 0), (bytes.length = 0)),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
