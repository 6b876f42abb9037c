import { afterEach, describe, expect, it } from 'vitest'
import { startVendorServer, type VendorServer } from '../testing/vendor-server.ts'
import { localProvider } from './local.ts'

const long = `<record id="R1" date="2024-01-01">\npotassium 6.1</record>\n${'words and words '.repeat(1_500)}`

describe('local provider', () => {
  let server: VendorServer
  afterEach(() => server.close())

  it('has a long prompt read whole by Ollama', async () => {
    server = await startVendorServer({ vendor: 'ollama' })
    const provider = localProvider({
      baseUrl: server.url,
      model: 'medgemma:4b',
      contextSize: 16_384,
    })
    expect(await ask(provider, long)).toContain('potassium 6.1 [R1]')
    expect(server.completions()[0]?.body).toMatchObject({
      options: { num_ctx: 16_384, num_predict: 100, temperature: 0.1 },
    })
  })

  it.for(['ollama', 'openai'] as const)('sends %s nothing that does not fit', async (vendor) => {
    server = await startVendorServer({ vendor })
    const provider = localProvider({ baseUrl: server.url, model: 'm', contextSize: 4_096 })
    await expect(ask(provider, long)).rejects.toMatchObject({ failure: 'too-long' })
    expect(server.received()).not.toContain('potassium')
  })

  it('asks only once what kind of server it is', async () => {
    server = await startVendorServer({ vendor: 'ollama' })
    const provider = localProvider({ baseUrl: `${server.url}/v1`, model: 'medgemma:4b' })
    await ask(provider, 'a')
    await ask(provider, 'b')
    expect(server.requests.filter(({ path }) => path === '/api/version')).toHaveLength(1)
    expect(server.completions()).toHaveLength(2)
  })

  it('asks again after a server that was not there', async () => {
    server = await startVendorServer({ vendor: 'ollama' })
    let isDown = true
    const provider = localProvider({
      baseUrl: server.url,
      model: 'medgemma:4b',
      fetch: (...call) => (isDown ? Promise.reject(new TypeError('fetch failed')) : fetch(...call)),
    })
    await expect(ask(provider, 'a')).rejects.toMatchObject({ failure: 'unreachable' })
    isDown = false
    await ask(provider, 'b')
    expect(server.completions()).toHaveLength(1)
  })

  it('does not call a model local that Ollama sends elsewhere', async () => {
    server = await startVendorServer({ vendor: 'ollama', models: ['mine@https://ollama.com:443'] })
    const { url: baseUrl } = server
    expect(localProvider({ baseUrl, model: 'medgemma:4b' }).isLocal).toBe(true)
    expect(localProvider({ baseUrl, model: 'gpt-oss:120b-cloud' }).isLocal).toBe(false)
    expect(localProvider({ baseUrl, model: 'glm-5:cloud' }).isLocal).toBe(false)
    expect(localProvider({ baseUrl: 'http://ollama:11434', model: 'm' }).isLocal).toBe(false)
    const disguised = localProvider({ baseUrl, model: 'mine' })
    await expect(ask(disguised, 'potassium')).rejects.toMatchObject({ failure: 'no-rights' })
    expect(server.received()).not.toContain('potassium')
  })
})

async function ask(provider: ReturnType<typeof localProvider>, content: string): Promise<string> {
  const { signal } = new AbortController()
  const request = {
    messages: [{ role: 'user' as const, content }],
    maxTokens: 100,
    temperature: 0.1,
    signal,
  }
  const events = await Array.fromAsync(provider.complete(request))
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('')
}
