import { describeAIProviderContract } from '@phrm/core/testing'
import type { AIProvider } from '@phrm/core'
import { startVendorServer, type Vendor, type VendorServer } from '../testing/vendor-server.ts'
import {
  deepSeekProvider,
  groqProvider,
  huggingFaceProvider,
  localProvider,
  type ConnectionOptions,
} from './index.ts'

const timeouts = { connect: 800, firstToken: 800, idle: 800, total: 2_500 }

contract('Hugging Face', 'hugging-face', ({ url: endpointUrl, apiKey: accessToken }, options) =>
  huggingFaceProvider({ endpointUrl, accessToken, ...options }),
)
contract('Groq', 'groq', ({ url: baseUrl, apiKey }, options) =>
  groqProvider({ baseUrl, apiKey, ...options }),
)
contract('DeepSeek', 'deepseek', ({ url: baseUrl, apiKey }, options) =>
  deepSeekProvider({ baseUrl, apiKey, ...options }),
)
contract('local, OpenAI-compatible', 'openai', ({ url: baseUrl, apiKey }, options) =>
  localProvider({ baseUrl, apiKey, model: 'medgemma-4b-it', ...options }),
)
contract('local, Ollama', 'ollama', ({ url: baseUrl }, options) =>
  localProvider({ baseUrl, model: 'medgemma:4b', ...options }),
)

function contract(
  name: string,
  vendor: Vendor,
  connect: (server: VendorServer, options: ConnectionOptions) => AIProvider,
): void {
  describeAIProviderContract(name, async () => {
    const server = await startVendorServer({ vendor })
    return {
      ...server,
      provider: connect(server, { timeouts }),
      secret: vendor === 'ollama' ? undefined : server.apiKey,
      requestCount: () => server.completions().length,
      lastEnded: async () => (await server.completions().at(-1)?.ended) ?? false,
    }
  })
}
