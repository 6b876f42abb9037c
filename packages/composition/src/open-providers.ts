import { createProviders } from '@phrm/adapter-llm'
import type { AIProvider } from '@phrm/core'
import type { AISettings, VendorSettings } from './config/ai-settings.ts'
import { ConfigurationError } from './config/environment.ts'

/**
 * Those that have a key or an address, in the order in which they are tried. Throws `ConfigurationError` for an
 * address to which health text must not go.
 */
export function openProviders({ local, huggingFace, groq, deepSeek }: AISettings): AIProvider[] {
  try {
    return createProviders({
      local: local && { ...local, contextSize: local.contextTokens },
      huggingFace: huggingFace && {
        accessToken: huggingFace.apiKey,
        model: huggingFace.model,
        endpointUrl: huggingFace.baseUrl,
      },
      groq: groq && toOptions(groq),
      deepSeek: deepSeek && toOptions(deepSeek),
    })
  } catch (error) {
    throw new ConfigurationError([(error as Error).message])
  }
}

function toOptions({ apiKey, model, baseUrl }: VendorSettings) {
  return { apiKey, model, baseUrl }
}
