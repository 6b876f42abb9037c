import { afterEach, describe, expect, it } from 'vitest'
import { startVendorServer, type Vendor, type VendorServer } from './vendor-server.ts'

const chat = { model: 'deepseek-flash', messages: [{ role: 'user', content: 'q' }] }

describe('vendor server', () => {
  let server: VendorServer
  afterEach(() => server.close())

  it.for<[string, Vendor, string, unknown, number, string?]>([
    ['a wrong key', 'deepseek', '/chat/completions', chat, 401, 'Bearer other'],
    ['another path', 'groq', '/v1/chat/completions', chat, 404],
    ['no JSON', 'deepseek', '/chat/completions', '{', 400],
    ['no messages', 'deepseek', '/chat/completions', { ...chat, messages: [] }, 400],
    [
      'a strange role',
      'deepseek',
      '/chat/completions',
      { ...chat, messages: [{ role: 'tool', content: 'q' }] },
      400,
    ],
    ['no room for a reply', 'deepseek', '/chat/completions', { ...chat, max_tokens: 0 }, 400],
    [
      'a model that is gone',
      'deepseek',
      '/chat/completions',
      { ...chat, model: 'deepseek-chat' },
      400,
    ],
    [
      'a parameter of another vendor',
      'groq',
      '/openai/v1/chat/completions',
      { ...chat, model: 'openai/gpt-oss-120b', thinking: {} },
      400,
    ],
    [
      'both switches of reasoning',
      'groq',
      '/openai/v1/chat/completions',
      { ...chat, model: 'qwen/qwen3-32b', include_reasoning: false, reasoning_format: 'parsed' },
      400,
    ],
    [
      'two user messages in a row',
      'hugging-face',
      '/v1/chat/completions',
      { model: 'google/medgemma-27b-text-it', messages: [...chat.messages, ...chat.messages] },
      400,
    ],
    [
      'too long a prompt',
      'hugging-face',
      '/v1/chat/completions',
      {
        model: 'google/medgemma-27b-text-it',
        messages: [{ role: 'user', content: 'x'.repeat(140_000) }],
      },
      400,
    ],
    ['a model that was not pulled', 'ollama', '/api/chat', chat, 404],
    ['a good request', 'deepseek', '/chat/completions', chat, 200],
  ])('meets %s at %s as the vendor does', async ([, vendor, path, body, status, authorization]) => {
    server = await startVendorServer({ vendor })
    expect((await post(path, body, authorization)).status).toBe(status)
  })

  it('cuts a prompt like Ollama: at 4096 tokens, without a word', async () => {
    server = await startVendorServer({ vendor: 'ollama' })
    const content = `[R1] potassium ${'x'.repeat(20_000)}`
    const body = { model: 'medgemma:4b', messages: [{ role: 'user', content }], stream: false }
    expect(await (await post('/api/chat', body)).text()).not.toContain('potassium')
    const roomy = { ...body, options: { num_ctx: 8192 } }
    expect(await (await post('/api/chat', roomy)).text()).toContain('potassium')
  })

  it('keeps every byte that it received', async () => {
    server = await startVendorServer({ vendor: 'deepseek' })
    await post('/elsewhere', 'canary')
    expect(server.received()).toContain('POST /elsewhere')
    expect(server.received()).toContain('canary')
    server.forget()
    expect(server.received()).toBe('')
  })

  function post(path: string, body: unknown, authorization = `Bearer ${server.apiKey}`) {
    return fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  }
})
