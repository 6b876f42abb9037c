import type { AIProvider } from '@phrm/core'
import { createProvider } from './completion.ts'
import { openConnection, type ConnectionOptions } from './connection.ts'
import { toEndpoint } from './endpoint.ts'
import { openAICompatible } from './openai-compatible.ts'
import { probeModels } from './probe.ts'

export interface DeepSeekOptions extends ConnectionOptions {
  apiKey: string
  /** `deepseek-flash` unless told. */
  model?: string | undefined
  baseUrl?: string | undefined
}

export function deepSeekProvider(options: DeepSeekOptions): AIProvider {
  const { apiKey, model = 'deepseek-flash' } = options
  const endpoint = toEndpoint(options.baseUrl ?? 'https://api.deepseek.com')
  const connection = openConnection(options)
  const probe = probeModels({ baseUrl: endpoint.href, apiKey, connection })
  const about = { key: 'deepseek', model, host: endpoint.host, isLocal: false, probe }
  // It thinks unless told not to, and ignores the temperature while it does.
  const extra = { thinking: { type: 'disabled' } }
  const exchange = openAICompatible({ baseUrl: endpoint.href, apiKey, model, connection, extra })
  return createProvider(about, connection, exchange)
}
