import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { AIProvider } from '@phrm/core'
import { deepSeekProvider, groqProvider, huggingFaceProvider, localProvider } from './index.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

interface Seen {
  path: string | undefined
  authorization: string | undefined
}

/** Answers each path with its status, any other with 404; 0 is no answer at all. */
async function start(statuses: Record<string, number>, seen: Seen[] = []): Promise<string> {
  server = createServer(({ url, headers: { authorization } }, response) => {
    seen.push({ path: url, authorization })
    const status = statuses[url ?? ''] ?? 404
    if (status === 0) return
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"data":[]}')
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const probe = (provider: AIProvider, ms = 2000) => provider.probe?.(AbortSignal.timeout(ms))

describe('whether a provider answers', () => {
  it.each<[string, string, (url: string) => AIProvider]>([
    ['groq', '/openai/v1/models', (baseUrl) => groqProvider({ apiKey: 'k', baseUrl })],
    ['deepseek', '/models', (baseUrl) => deepSeekProvider({ apiKey: 'k', baseUrl })],
    [
      'hugging face',
      '/v1/models',
      (url) => huggingFaceProvider({ accessToken: 'k', endpointUrl: `${url}/v1` }),
    ],
    [
      'local, OpenAI-compatible',
      '/v1/models',
      (baseUrl) => localProvider({ baseUrl, model: 'm', apiKey: 'k' }),
    ],
  ])('is asked of %s by its list of models', async (_name, path, open) => {
    const seen: Seen[] = []
    const url = await start({ [path]: 200 }, seen)
    await expect(probe(open(url))).resolves.toBeUndefined()
    expect(seen.at(-1)).toEqual({ path, authorization: 'Bearer k' })
  })

  it.each([
    [401, 'wrong-key'],
    [402, 'no-balance'],
    [503, 'overloaded'],
  ])('is no when it says %i', async (status, failure) => {
    const baseUrl = await start({ '/models': status })
    await expect(probe(deepSeekProvider({ apiKey: 'k', baseUrl }))).rejects.toMatchObject({
      failure,
    })
  })

  it('is no when nothing comes, or nobody is there', async () => {
    const baseUrl = await start({ '/models': 0 })
    const provider = deepSeekProvider({ apiKey: 'k', baseUrl })
    await expect(probe(provider, 200)).rejects.toMatchObject({ failure: 'timeout' })
    server?.closeAllConnections()
    await new Promise((resolve) => server?.close(resolve))
    await expect(probe(provider)).rejects.toMatchObject({ failure: 'unreachable' })
    const local = localProvider({ baseUrl, model: 'm' })
    await expect(probe(local)).rejects.toMatchObject({ failure: 'unreachable' })
  })
})
