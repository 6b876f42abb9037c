import { createServer, type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createServer as createHttpServer } from 'node:http'
import type { Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { deepSeekProvider, groqProvider, huggingFaceProvider, localProvider } from './index.ts'
import type { ConnectionOptions } from './connection.ts'

const request = {
  messages: [{ role: 'user' as const, content: 'q' }],
  maxTokens: 10,
  temperature: 0,
  signal: new AbortController().signal,
}

describe('connection', () => {
  let server: Server | undefined
  afterEach(
    () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())),
  )

  it('gives up on a host that takes the connection but never speaks TLS', async () => {
    server = createServer((socket) => socket.on('error', () => undefined).resume())
    const started = performance.now()
    await expect(
      ask(`https://${await listen(server)}`, { timeouts: { connect: 200 } }),
    ).rejects.toMatchObject({
      failure: 'unreachable',
    })
    // The connector looks at its clock about twice a second.
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('finds nobody at a closed port', async () => {
    server = createServer()
    const host = await listen(server)
    await new Promise((resolve) => server?.close(resolve))
    server = undefined
    await expect(ask(`http://${host}`, {})).rejects.toMatchObject({
      failure: 'unreachable',
      message: 'No connection (ECONNREFUSED).',
    })
  })

  it('counts bytes after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(8 * 2 ** 20))
    server = createHttpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' })
      response.end(bomb)
    })
    await expect(ask(`http://${await listen(server)}`, {})).rejects.toMatchObject({
      failure: 'garbled',
      message: expect.stringContaining('larger than 1048576'),
    })
  })

  it('ends a trickle that never pauses for long', async () => {
    server = createHttpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const chunk = { choices: [{ index: 0, delta: { content: 'drip ' } }] }
      const timer = setInterval(() => response.write(`data: ${JSON.stringify(chunk)}\n\n`), 20)
      response.once('close', () => clearInterval(timer))
    })
    const timeouts = { firstToken: 200, idle: 200, total: 500 }
    await expect(ask(`http://${await listen(server)}`, { timeouts })).rejects.toMatchObject({
      failure: 'timeout',
      message: 'Nothing within 500 ms.',
    })
  })

  it('keeps what was said when only the count of tokens is missing', async () => {
    server = createHttpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const choices = [{ index: 0, delta: { content: 'Yes' }, finish_reason: 'stop' }]
      response.write(`data: ${JSON.stringify({ choices })}\n\n`, () => response.destroy())
    })
    const events = await ask(`http://${await listen(server)}`, {})
    expect(events.at(-1)).toEqual({ type: 'end', model: 'deepseek-flash', finishReason: 'stop' })
  })

  it('does not count the time that the reader takes', async () => {
    server = createHttpServer((_, response) => {
      const text = (content: string) =>
        `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`
      const end = `data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }] })}\n\n`
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(text('a'))
      setTimeout(() => response.end(text('b') + end), 250)
    })
    const provider = deepSeekProvider({
      baseUrl: `http://${await listen(server)}`,
      apiKey: 'k',
      timeouts: { firstToken: 150, idle: 150 },
    })
    let text = ''
    for await (const event of provider.complete(request)) {
      if (event.type === 'text') text += event.text
      if (text === 'a') await new Promise((resolve) => setTimeout(resolve, 300))
    }
    expect(text).toBe('ab')
  })

  it.for([
    [
      'Hugging Face',
      (fetch) => huggingFaceProvider({ accessToken: 'hf_k', fetch }),
      'https://router.huggingface.co/v1/chat/completions',
    ],
    [
      'Groq',
      (fetch) => groqProvider({ apiKey: 'k', fetch }),
      'https://api.groq.com/openai/v1/chat/completions',
    ],
    [
      'DeepSeek',
      (fetch) => deepSeekProvider({ apiKey: 'k', fetch }),
      'https://api.deepseek.com/chat/completions',
    ],
    [
      'local',
      (fetch) => localProvider({ baseUrl: 'http://localhost:1', model: 'm', fetch }),
      'http://localhost:1/v1/chat/completions',
    ],
  ] as [string, (fetch: typeof globalThis.fetch) => ReturnType<typeof groqProvider>, string][])(
    '%s goes to its own host whatever the environment says',
    async ([, open, address]) => {
      const env = { ...process.env }
      for (const name of ['GROQ', 'OPENAI']) {
        process.env[`${name}_BASE_URL`] = 'https://evil.example'
        process.env[`${name}_LOG`] = 'debug'
      }
      process.env.OPENAI_ORG_ID = process.env.OPENAI_ADMIN_KEY = 'secret'
      const asked: [string, Headers][] = []
      const provider = open((input, init) => {
        asked.push([String(input), new Headers(init?.headers)])
        return Promise.resolve(new Response('{}', { status: 404 }))
      })
      await expect(Array.fromAsync(provider.complete(request))).rejects.toThrow('HTTP 404')
      process.env = env
      expect(asked.at(-1)?.[0]).toBe(address)
      const headers = JSON.stringify([...(asked.at(-1)?.[1] ?? [])])
      expect(headers).not.toMatch(/secret|x-stainless-(os|arch|runtime)/)
    },
  )
})

async function ask(baseUrl: string, options: ConnectionOptions) {
  const provider = deepSeekProvider({ baseUrl, apiKey: 'k', ...options })
  return Array.fromAsync(provider.complete(request))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
