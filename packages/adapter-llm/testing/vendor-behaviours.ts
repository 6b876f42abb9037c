import type { ServerResponse } from 'node:http'
import type { Frames } from './vendor-frames.ts'
import type { Completion, Protocol } from './vendor-protocol.ts'

/** One request that the protocol accepts, and the means to answer it. */
export interface Exchange {
  completion: Completion
  response: ServerResponse
  frames: Frames
  answer(): string
}

type Behave = (exchange: Exchange, protocol: Protocol) => void

/** How a vendor can treat an acceptable request. */
export const behaviours = {
  ok: answerWell,
  503: refuse(503, 'Service is overloaded. Please retry.', 'service_unavailable'),
  500: refuse(500, 'The server had an error.', 'server_error'),
  429: refuse(429, 'Rate limit reached.', 'rate_limit_exceeded', { 'retry-after': '7' }),
  401: refuse(401, 'Invalid API key.', 'invalid_api_key'),
  402: refuse(402, 'Insufficient Balance', 'insufficient_balance'),
  403: refuse(403, 'Access to this model is restricted.', 'forbidden'),
  413: refuse(413, 'Request too large for this model.', 'request_too_large'),
  422: refuse(422, 'Invalid parameters.', 'validation'),
  'model-gone': ({ completion, response }, { gone }) => {
    const { status, body } = gone(completion.model)
    sendJson(response, status, body)
  },
  'hang-before-headers': () => undefined,
  'hang-mid-stream': ({ response, frames }) =>
    void begin(response, frames).write(frames.text('Partly ')),
  'cut-mid-stream': ({ response, frames }) =>
    void begin(response, frames).write(frames.text('Partly '), () => response.destroy()),
  'end-mid-stream': ({ response, frames }) =>
    void begin(response, frames).end(frames.text('Partly ')),
  'error-in-stream': ({ response, frames }, { error }) =>
    void begin(response, frames).end(
      frames.text('Partly ') + frames.error(error('The server is overloaded.', 'server_error')),
    ),
  garbage: ({ response, frames }) =>
    void begin(response, frames).end('data: <html>\n\n%PDF-1.7 \xff\n'),
  empty: ({ response, frames }) => void begin(response, frames).end(frames.end('')),
  endless: ({ response, frames }) =>
    writeForEver(begin(response, frames), frames.text('again '.repeat(200))),
  'endless-keep-alive': ({ response, frames }) => {
    begin(response, frames)
    repeat(response, 20, () => response.write(frames.keepAlive))
  },
  /** Some noise first, then the answer. */
  'keep-alive': (exchange) => {
    begin(exchange.response, exchange.frames).write(exchange.frames.keepAlive.repeat(3))
    setTimeout(() => writeAnswer(exchange), 50)
  },
  /** Reasoning in the text, and the stream in bites of three bytes, so that tags and characters are cut anywhere. */
  reasoning: (exchange) => {
    const { completion, response, frames } = exchange
    const thoughts = /medgemma/.test(completion.model) ? gemmaThoughts : thinkTags
    const pieces = [...thoughts, ...words(exchange.answer())]
    const bytes = Buffer.from(
      frames.keepAlive + pieces.map(frames.text).join('') + frames.end(exchange.answer()),
    )
    bite(begin(response, frames), bytes)
  },
  redirect: ({ response }) =>
    void response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end(),
} satisfies Record<string, Behave>

const thinkTags = ['<thi', 'nk>secret plan µ', 'g</th', 'ink>\n\n']
const gemmaThoughts = ['<unused94', '>thought\nsecret plan µ', 'g<unus', 'ed95>']

export type Behaviour = `${keyof typeof behaviours}`

function answerWell(exchange: Exchange): void {
  const { completion, response, frames } = exchange
  if (completion.stream) return (begin(response, frames), writeAnswer(exchange))
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(frames.whole(exchange.answer()))
}

function writeAnswer({ completion, response, frames, answer }: Exchange): void {
  const text = answer()
  if (completion.thinks) response.write(frames.thinking('secret plan'))
  for (const word of words(text)) response.write(frames.text(word))
  response.end(frames.end(text))
}

function words(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? []
}

function refuse(status: number, message: string, code: string, headers = {}): Behave {
  return ({ response }, { error }) => sendJson(response, status, error(message, code), headers)
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

function begin(response: ServerResponse, { contentType }: Frames): ServerResponse {
  return response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-cache' })
}

function writeForEver(response: ServerResponse, text: string): void {
  const write = () => {
    while (!response.destroyed && response.write(text));
  }
  response.on('drain', write)
  write()
}

function repeat(response: ServerResponse, ms: number, act: () => void): void {
  const timer = setInterval(act, ms)
  response.once('close', () => clearInterval(timer))
}

function bite(response: ServerResponse, bytes: Buffer, from = 0): void {
  if (response.destroyed) return
  if (from >= bytes.length) return void response.end()
  response.write(bytes.subarray(from, from + 3), () =>
    setImmediate(bite, response, bytes, from + 3),
  )
}
