import { AIProviderError } from '@phrm/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startVendorServer, type Vendor, type VendorServer } from '../testing/vendor-server.ts'
import { createProviders, groqProvider, type ProvidersConfig } from './index.ts'

describe('createProviders', () => {
  const servers: VendorServer[] = []
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
    vi.restoreAllMocks()
  })

  it('opens those that are configured, local first', () => {
    const config: ProvidersConfig = {
      deepSeek: { apiKey: 'd' },
      groq: { apiKey: 'g' },
      huggingFace: { accessToken: 'hf_h' },
      local: { baseUrl: 'http://localhost:11434', model: 'medgemma:4b' },
    }
    expect(
      createProviders(config).map(({ key, model, host, isLocal }) => [key, model, host, isLocal]),
    ).toEqual([
      ['local', 'medgemma:4b', 'localhost:11434', true],
      ['medgemma', 'google/medgemma-27b-text-it', 'router.huggingface.co', false],
      ['groq', 'openai/gpt-oss-120b', 'api.groq.com', false],
      ['deepseek', 'deepseek-flash', 'api.deepseek.com', false],
    ])
    expect(createProviders({})).toEqual([])
    expect(createProviders({ groq: { apiKey: 'g' } }).map(({ key }) => key)).toEqual(['groq'])
  })

  it('shows no key to whoever prints a provider', () => {
    const [provider] = createProviders({ groq: { apiKey: 'gsk_secret' } })
    expect(JSON.stringify(provider)).not.toContain('gsk_secret')
  })

  it.for(['openai/gpt-oss-120b', 'qwen/qwen3-32b', 'allam-2-7b'])(
    'asks Groq’s %s in the way that it accepts',
    async (model) => {
      const server = await open('groq')
      const provider = groqProvider({ apiKey: server.apiKey, baseUrl: server.url, model })
      expect((await ask(provider)).at(-1)).toMatchObject({ type: 'end', model })
    },
  )

  it('names the model that answered, not the one that was asked for, and keeps DeepSeek from thinking', async () => {
    const server = await open('deepseek')
    const { url: baseUrl, apiKey } = server
    const [provider] = createProviders({ deepSeek: { baseUrl, apiKey, model: 'deepseek-v4-pro' } })
    expect((await ask(provider!)).at(-1)).toMatchObject({ type: 'end', model: 'deepseek-flash' })
    expect(server.completions()[0]?.body).toMatchObject({ thinking: { type: 'disabled' } })
  })

  it('prints nothing, whatever a server sends', async () => {
    const printed = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level),
    )
    const groq = await open('groq')
    const huggingFace = await open('hugging-face')
    const deepSeek = await open('deepseek')
    const providers = createProviders({
      groq: { apiKey: groq.apiKey, baseUrl: groq.url },
      huggingFace: { accessToken: huggingFace.apiKey, endpointUrl: huggingFace.url },
      deepSeek: { apiKey: deepSeek.apiKey, baseUrl: deepSeek.url },
    })
    for (const behaviour of ['garbage', 'error-in-stream', '503', '401'] as const) {
      for (const server of servers) server.behave(behaviour)
      for (const provider of providers) await expect(ask(provider)).rejects.toThrow(AIProviderError)
    }
    for (const spy of printed) expect(spy).not.toHaveBeenCalled()
  })

  async function open(vendor: Vendor): Promise<VendorServer> {
    const server = await startVendorServer({ vendor })
    servers.push(server)
    return server
  }
})

function ask(provider: ReturnType<typeof groqProvider>) {
  const { signal } = new AbortController()
  const messages = [{ role: 'user' as const, content: '[R1] potassium 6.1' }]
  return Array.fromAsync(provider.complete({ messages, maxTokens: 100, temperature: 0.1, signal }))
}
